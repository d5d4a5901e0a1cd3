-- Of a check run: what was its head's own in what was applied last.
ALTER TABLE surfaces ADD COLUMN own text;
