-- What an heir has of a coldkey is a row more, and one that takes it from the coldkey: neither is a purchase.
ALTER TABLE purchases DROP CONSTRAINT purchases_pkey, DROP CONSTRAINT purchases_amount_check, ALTER COLUMN sequence DROP NOT NULL;
--> statement-breakpoint
CREATE UNIQUE INDEX purchases_sequence ON purchases (subnet, sequence);
--> statement-breakpoint
CREATE INDEX purchases_coldkey ON purchases (coldkey);
