-- GitHub counts comments, reviews and the comments of reviews apart; edits are answered apart from what stood there before.
ALTER TABLE replies ADD COLUMN kind text NOT NULL DEFAULT 'comment';
--> statement-breakpoint
ALTER TABLE replies DROP CONSTRAINT replies_pkey;
--> statement-breakpoint
ALTER TABLE replies ADD PRIMARY KEY (kind, comment_id);
