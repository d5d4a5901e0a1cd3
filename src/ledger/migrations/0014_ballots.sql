-- What may grow without end, and is no part of a state: votes, days of a probation, scores. All follows from the events.
CREATE TABLE ballots (
  stream text NOT NULL,
  of text NOT NULL CHECK (of IN ('challenge', 'incident')),
  number integer NOT NULL,
  sequence integer NOT NULL,
  opener_id bigint NOT NULL,
  closes_at bigint NOT NULL,
  open boolean NOT NULL,
  record text NOT NULL,
  PRIMARY KEY (stream, of, number)
);
--> statement-breakpoint
CREATE INDEX ballots_open ON ballots (stream, closes_at) WHERE open;
--> statement-breakpoint

CREATE TABLE voters (
  stream text NOT NULL,
  of text NOT NULL,
  number integer NOT NULL,
  user_id bigint NOT NULL,
  stake numeric NOT NULL,
  side text CHECK (side IN ('uphold', 'reject')),
  PRIMARY KEY (stream, of, number, user_id)
);
--> statement-breakpoint

CREATE TABLE days (
  stream text NOT NULL,
  day integer NOT NULL,
  record text NOT NULL,
  PRIMARY KEY (stream, day)
);
--> statement-breakpoint

CREATE TABLE scores (
  stream text NOT NULL,
  user_id bigint NOT NULL,
  score text NOT NULL,
  PRIMARY KEY (stream, user_id)
);
--> statement-breakpoint
-- Bytes of a state: the largest can be asked for.
ALTER TABLE snapshots ADD COLUMN size integer NOT NULL DEFAULT 0;
--> statement-breakpoint
CREATE INDEX snapshots_size ON snapshots (size);
--> statement-breakpoint
-- SHA-256 over all scores that came to a proposal, hex: where it is the same, they need not be read again.
ALTER TABLE candidates ADD COLUMN scores_digest text NOT NULL DEFAULT '';
--> statement-breakpoint
-- With whose stake a round was counted.
ALTER TABLE rounds ADD COLUMN stakes text;
