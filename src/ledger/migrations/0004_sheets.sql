-- Tables of payments that are too long for events. An event names the digest; what is here must hash to it.
CREATE TABLE sheets (
  digest text PRIMARY KEY,
  stream text NOT NULL,
  -- The sheet before it, of the same stream; empty for the first.
  previous text NOT NULL,
  block bigint NOT NULL,
  row_count integer NOT NULL CHECK (row_count >= 0),
  total numeric(20, 0) NOT NULL CHECK (total >= 0),
  parts integer NOT NULL CHECK (parts >= 0)
);
--> statement-breakpoint
CREATE INDEX sheets_stream ON sheets (stream, block);
--> statement-breakpoint

-- What one extrinsic pays. Round 0 is the piece of the sheet itself, 1 what was left of it after it had settled, and so on.
-- `lines` has a line a row: account, amount in rao and, where it failed before, the reason.
CREATE TABLE sheet_parts (
  sheet text NOT NULL REFERENCES sheets (digest),
  part integer NOT NULL CHECK (part >= 0),
  round integer NOT NULL CHECK (round >= 0),
  hash text NOT NULL,
  row_count integer NOT NULL CHECK (row_count > 0),
  total numeric(20, 0) NOT NULL CHECK (total > 0),
  largest numeric(20, 0) NOT NULL CHECK (largest > 0),
  lines text NOT NULL,
  PRIMARY KEY (sheet, part, round)
);
--> statement-breakpoint

-- How many rows of its part a bulk intent was signed for; null where the intent is one call.
ALTER TABLE attempt_items ADD COLUMN row_count integer CHECK (row_count > 0);
--> statement-breakpoint

-- What settlement and the watcher ask for again and again is found without going through all that was ever paid.
CREATE INDEX attempts_open ON attempts (account, nonce) WHERE status IN ('signed', 'broadcast');
--> statement-breakpoint
CREATE INDEX attempt_items_open ON attempt_items (attempt, place) WHERE open;
--> statement-breakpoint
CREATE INDEX attempt_items_intent ON attempt_items (intent_key);
