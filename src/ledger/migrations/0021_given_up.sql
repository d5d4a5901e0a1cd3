-- Why an answer can never be given.
ALTER TABLE replies ADD COLUMN given_up text;
