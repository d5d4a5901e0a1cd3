-- How often somebody else edited a reply, and how often that was put back.
ALTER TABLE replies ADD COLUMN edits integer NOT NULL DEFAULT 0;
--> statement-breakpoint
ALTER TABLE replies ADD COLUMN undone integer NOT NULL DEFAULT 0;
