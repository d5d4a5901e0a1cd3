-- What is to be said, as data: the job that sends a reply renders it.
ALTER TABLE replies ADD COLUMN answers text NOT NULL DEFAULT '[]';
--> statement-breakpoint
ALTER TABLE replies ALTER COLUMN answers DROP DEFAULT;
--> statement-breakpoint
ALTER TABLE replies DROP COLUMN reaction, DROP COLUMN body;
