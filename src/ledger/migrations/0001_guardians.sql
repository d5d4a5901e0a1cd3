-- Guardians can be replaced: a call belongs to the signatories that it was opened with, in the chain's order, as a JSON list of
-- SS58 addresses. The defaults are for calls that had ended before this was kept.
ALTER TABLE approvals ADD COLUMN signatories text NOT NULL DEFAULT '[]', ADD COLUMN threshold integer NOT NULL DEFAULT 0;
--> statement-breakpoint
-- `void`: its multisig account acts for the treasury no more, so that it cannot be carried out.
ALTER TABLE approvals DROP CONSTRAINT approvals_status_check;
--> statement-breakpoint
ALTER TABLE approvals ADD CONSTRAINT approvals_status_check
  CHECK (status IN ('opening', 'waiting', 'executed', 'cancelled', 'void'));
