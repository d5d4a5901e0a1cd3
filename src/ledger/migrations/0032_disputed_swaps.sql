-- An announced swap may be disputed by the coldkey itself, which freezes it.
ALTER TABLE announced_swaps ADD COLUMN disputed bigint;
