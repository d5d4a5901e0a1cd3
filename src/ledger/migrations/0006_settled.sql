-- Where an intent was settled: the state of its stream holds what is open, and this is the past.
ALTER TABLE intents ADD COLUMN settled_in text;
