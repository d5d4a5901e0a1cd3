ALTER TABLE "voters" ADD COLUMN "said" text;
