ALTER TABLE "lineage" ADD COLUMN "swapped_in" integer DEFAULT 0 NOT NULL;
