-- The runtime that an extrinsic is signed for: no other takes it. Null where it was signed before this was kept.
ALTER TABLE attempts ADD COLUMN spec_version bigint;
