-- What a market is sorted and searched by.
ALTER TABLE subnets
  ADD COLUMN title text NOT NULL DEFAULT '',
  ADD COLUMN opened_at bigint NOT NULL DEFAULT 0,
  ADD COLUMN target numeric NOT NULL DEFAULT 0,
  ADD COLUMN raised numeric NOT NULL DEFAULT 0,
  ADD COLUMN funders integer NOT NULL DEFAULT 0;
--> statement-breakpoint
-- What came into a loan, and what was taken out again (below zero): rao.
CREATE TABLE contributions (
  stream text NOT NULL,
  sequence integer NOT NULL,
  at bigint NOT NULL,
  coldkey text NOT NULL,
  amount numeric NOT NULL,
  PRIMARY KEY (stream, sequence)
);
--> statement-breakpoint
CREATE INDEX contributions_at ON contributions (at);
