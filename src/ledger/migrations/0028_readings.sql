-- What the chain had when it was worth showing anew: what registering a network costs, and what is in the treasuries.
CREATE TABLE readings (
  name text PRIMARY KEY,
  amount numeric NOT NULL,
  block bigint NOT NULL,
  at bigint NOT NULL
);
