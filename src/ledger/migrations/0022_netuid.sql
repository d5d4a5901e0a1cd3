-- A subnet is found by its netuid when the chain says what becomes of that.
ALTER TABLE subnets ADD COLUMN netuid integer, ADD COLUMN is_next boolean NOT NULL DEFAULT false;
