-- The race of a subnet and each of its proposals are streams of their own: what pages and clocks ask for is in rows.
CREATE TABLE races (
  stream text PRIMARY KEY,
  subnet text NOT NULL UNIQUE,
  invited_id bigint,
  due_at bigint
);
--> statement-breakpoint
CREATE INDEX races_due ON races (due_at) WHERE due_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX races_invited ON races (invited_id) WHERE invited_id IS NOT NULL;
--> statement-breakpoint

CREATE TABLE rounds (
  subnet text NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  record text NOT NULL,
  PRIMARY KEY (subnet, number)
);
--> statement-breakpoint

CREATE TABLE candidates (
  stream text PRIMARY KEY,
  subnet text NOT NULL,
  pull integer NOT NULL,
  state text NOT NULL,
  running boolean NOT NULL,
  heads text NOT NULL,
  digest text NOT NULL,
  UNIQUE (subnet, pull)
);
