-- When each setting of a market was put in force.
ALTER TABLE "configs" ADD COLUMN "since" text DEFAULT '{}' NOT NULL;
