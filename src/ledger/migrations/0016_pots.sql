-- `ordinal` is an idea's place among all; its pots are given out when the deposit is paid, and have a number of their own.
ALTER TABLE subnets DROP CONSTRAINT IF EXISTS subnets_ordinal_check;
--> statement-breakpoint
ALTER TABLE subnets ALTER COLUMN escrow DROP NOT NULL;
--> statement-breakpoint
ALTER TABLE subnets ALTER COLUMN treasury DROP NOT NULL;
--> statement-breakpoint
ALTER TABLE subnets ADD COLUMN pots integer UNIQUE CHECK (pots BETWEEN 0 AND 32767);
--> statement-breakpoint
ALTER TABLE subnets ADD COLUMN payroll text UNIQUE;
--> statement-breakpoint
ALTER TABLE subnets ADD COLUMN hotkey text UNIQUE;
--> statement-breakpoint
UPDATE subnets SET pots = ordinal, hotkey = escrow;
--> statement-breakpoint

-- The remark of every bill that was made for an idea, by blake2-256: a deposit in the till is known by it. `paid_into` is an SS58
-- address; bills of ideas that had an escrow of their own do not say it.
CREATE TABLE bills (
  remark_hash text PRIMARY KEY,
  stream text NOT NULL,
  paid_into text
);
--> statement-breakpoint

-- What came without being asked for and goes back. The stream is that of its event; `subnet` is the one that it came for, null where
-- nobody knows; `intent_key` is the payment that brings it back.
CREATE TABLE refunds (
  stream text NOT NULL,
  sequence integer NOT NULL,
  subnet text,
  intent_key text NOT NULL,
  gathered boolean NOT NULL,
  block bigint NOT NULL,
  block_index integer NOT NULL,
  refund text NOT NULL,
  PRIMARY KEY (stream, sequence)
);
--> statement-breakpoint
CREATE INDEX refunds_subnet ON refunds (subnet, block, block_index);
--> statement-breakpoint
CREATE INDEX refunds_intent ON refunds (intent_key);
