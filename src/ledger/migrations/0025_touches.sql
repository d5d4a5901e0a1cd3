-- How often somebody else changed what we show within an hour, and since when.
ALTER TABLE surfaces ADD COLUMN touches integer NOT NULL DEFAULT 0;
--> statement-breakpoint
ALTER TABLE surfaces ADD COLUMN touched_since bigint;
