-- Coldkeys that the chain has swapped, each with its heir.
CREATE TABLE lineage (coldkey text PRIMARY KEY, successor text NOT NULL, swapped_at bigint NOT NULL);
