-- Of a check run: where its head stood when that was reckoned last, and whether something has come to the head since.
ALTER TABLE surfaces ADD COLUMN standing text, ADD COLUMN waits boolean NOT NULL DEFAULT false;
