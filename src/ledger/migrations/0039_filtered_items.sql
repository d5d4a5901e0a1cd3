ALTER TABLE "attempt_items" ADD COLUMN "filtered" boolean DEFAULT false NOT NULL;--> statement-breakpoint
UPDATE "attempt_items" SET "filtered" = true FROM "attempts" WHERE "attempts"."hash" = "attempt_items"."attempt" AND "attempts"."proxied" AND "attempts"."detail" = 'System.CallFiltered';
