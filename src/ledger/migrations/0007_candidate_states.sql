-- SHA-256 of `state`, hex: what was read once need not be read again. Empty where nobody reckoned it: then it is always read.
ALTER TABLE candidates ADD COLUMN state_digest text NOT NULL DEFAULT '';
