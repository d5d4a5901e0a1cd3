-- What a market is sorted and searched by.
ALTER TABLE subnets
  ADD COLUMN title text NOT NULL DEFAULT '',
  ADD COLUMN opened_at bigint NOT NULL DEFAULT 0,
  ADD COLUMN target numeric NOT NULL DEFAULT 0,
  ADD COLUMN raised numeric NOT NULL DEFAULT 0,
  ADD COLUMN funders integer NOT NULL DEFAULT 0;
--> statement-breakpoint
-- What a round had raised at the end of each day since 1970, UTC, and by how much that had changed: rao.
CREATE TABLE raised_days (
  stream text NOT NULL,
  round integer NOT NULL,
  day integer NOT NULL,
  raised numeric NOT NULL,
  change numeric NOT NULL,
  PRIMARY KEY (stream, round, day)
);
--> statement-breakpoint
CREATE INDEX raised_days_day ON raised_days (day);
