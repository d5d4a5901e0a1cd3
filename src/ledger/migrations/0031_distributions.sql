-- When the next day of a live subnet is to be reckoned. It follows from the events.
CREATE TABLE distributions (
  stream text PRIMARY KEY,
  subnet text NOT NULL,
  due_at bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX distributions_due ON distributions (due_at);
--> statement-breakpoint
-- What a sheet was made from, so that anyone can make it again. An event names its hash.
ALTER TABLE sheets ADD COLUMN record text;
