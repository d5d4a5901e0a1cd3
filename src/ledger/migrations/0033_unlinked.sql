-- What somebody without a wallet wrote that takes one: a /link that was written before it may be heard later (rules I1 and G0).
CREATE TABLE unlinked (
  delivery text PRIMARY KEY,
  user_id bigint NOT NULL,
  said_at bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX unlinked_user ON unlinked (user_id);
