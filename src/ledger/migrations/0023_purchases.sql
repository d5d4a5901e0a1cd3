-- What was bought of a subnet's output, by purchase.
CREATE TABLE purchases (
  subnet text NOT NULL,
  sequence integer NOT NULL,
  block bigint NOT NULL,
  coldkey text NOT NULL,
  amount numeric NOT NULL CHECK (amount > 0),
  PRIMARY KEY (subnet, sequence)
);
