-- Issues that GitHub moved to another repository: an idea lives on where its issue went, and is not billed there again.
CREATE TABLE moves (
  stream text PRIMARY KEY,
  to_stream text NOT NULL,
  repository text NOT NULL,
  issue integer NOT NULL,
  installation_id bigint
);
--> statement-breakpoint
CREATE INDEX moves_to ON moves (to_stream);
