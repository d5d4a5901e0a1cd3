ALTER TABLE "attempts" ADD COLUMN "proxied" boolean DEFAULT false NOT NULL;
