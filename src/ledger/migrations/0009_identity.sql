-- The chain and the treasury that the ledger is about, written at its first start. One row.
CREATE TABLE identities (
  name text PRIMARY KEY,
  genesis_hash text NOT NULL,
  treasury text NOT NULL
);
--> statement-breakpoint
-- The keys that sign for this ledger, and the nonce up to which what they signed elsewhere is known of and agreed to.
CREATE TABLE signers (
  account text PRIMARY KEY,
  first_nonce bigint NOT NULL,
  agreed text NOT NULL
);
