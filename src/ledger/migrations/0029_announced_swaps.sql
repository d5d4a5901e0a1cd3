-- Coldkeys for which a swap is announced, as the chain's events tell it.
CREATE TABLE announced_swaps (
  coldkey text PRIMARY KEY,
  block bigint NOT NULL
);
