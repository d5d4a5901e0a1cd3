-- Bodies of deliveries that were stored together, one after another, compressed as one: they repeat each other. The
-- database must not try again (EXTERNAL).
CREATE TABLE packs (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  bodies bytea NOT NULL
);
--> statement-breakpoint
ALTER TABLE packs ALTER COLUMN bodies SET STORAGE EXTERNAL;
--> statement-breakpoint

-- Every webhook as received: the inbox. Its body is the `size` bytes from `start` on, of what its pack holds.
CREATE TABLE deliveries (
  id text PRIMARY KEY,
  event text NOT NULL,
  occurred_at bigint NOT NULL,
  rank bigint NOT NULL,
  pack bigint NOT NULL,
  start integer NOT NULL,
  size integer NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  status text NOT NULL DEFAULT 'stored' CHECK (status IN ('stored', 'handled', 'retrying', 'dead')),
  error text
);
--> statement-breakpoint
CREATE INDEX deliveries_unhandled ON deliveries (status, occurred_at, rank, id) WHERE status <> 'handled';
--> statement-breakpoint

-- What happened. Append-only; each row carries the hash of the row before it.
CREATE TABLE events (
  position bigint PRIMARY KEY CHECK (position > 0),
  stream text NOT NULL,
  sequence integer NOT NULL CHECK (sequence > 0),
  type text NOT NULL,
  data text NOT NULL,
  previous text NOT NULL,
  hash text NOT NULL UNIQUE,
  UNIQUE (stream, sequence)
);
--> statement-breakpoint

-- Folded states, so that a long stream is not read from its beginning.
CREATE TABLE snapshots (
  stream text PRIMARY KEY,
  sequence integer NOT NULL,
  version integer NOT NULL,
  state text NOT NULL
);
--> statement-breakpoint

-- Projections: each can be dropped and made again from the events.
CREATE TABLE links (
  user_id bigint PRIMARY KEY,
  login text NOT NULL,
  coldkey text NOT NULL UNIQUE,
  linked_at bigint NOT NULL
);
--> statement-breakpoint

CREATE TABLE subnets (
  stream text PRIMARY KEY,
  ordinal integer NOT NULL UNIQUE CHECK (ordinal BETWEEN 0 AND 32767),
  repository_id bigint NOT NULL,
  repository text NOT NULL,
  issue integer NOT NULL,
  installation_id bigint NOT NULL,
  -- The subnet's own repository, once it is made.
  home_id bigint UNIQUE,
  discoverer_id bigint NOT NULL,
  phase text NOT NULL,
  escrow text NOT NULL UNIQUE,
  treasury text NOT NULL UNIQUE,
  loan_id integer UNIQUE,
  link text NOT NULL,
  due_at bigint,
  due_block bigint,
  view text NOT NULL,
  sequence integer NOT NULL,
  UNIQUE (repository_id, issue)
);
--> statement-breakpoint
CREATE INDEX subnets_due_at ON subnets (due_at) WHERE due_at IS NOT NULL;
--> statement-breakpoint
CREATE INDEX subnets_due_block ON subnets (due_block) WHERE due_block IS NOT NULL;
--> statement-breakpoint
CREATE INDEX subnets_link ON subnets (link);
--> statement-breakpoint
CREATE INDEX subnets_discoverer ON subnets (discoverer_id);
--> statement-breakpoint

-- What should move. `coldkey` is the payee, bound when the intent is recorded or when the account is first linked.
CREATE TABLE intents (
  key text PRIMARY KEY,
  stream text NOT NULL,
  intent text NOT NULL,
  payee_user bigint,
  coldkey text,
  failures integer NOT NULL DEFAULT 0,
  not_before bigint NOT NULL DEFAULT 0,
  status text NOT NULL CHECK (status IN ('owed', 'settled', 'cancelled'))
);
--> statement-breakpoint
CREATE INDEX intents_owed ON intents (not_before) WHERE status = 'owed';
--> statement-breakpoint
CREATE INDEX intents_stream ON intents (stream);
--> statement-breakpoint

-- Signed bytes of each attempt, stored before the first broadcast.
CREATE TABLE attempts (
  hash text PRIMARY KEY,
  account text NOT NULL,
  nonce bigint NOT NULL,
  bytes text NOT NULL,
  birth_block bigint NOT NULL,
  death_block bigint NOT NULL,
  status text NOT NULL DEFAULT 'signed' CHECK (status IN ('signed', 'broadcast', 'final', 'lost')),
  created_at timestamptz NOT NULL DEFAULT now(),
  detail text
);
--> statement-breakpoint
-- A nonce of an account belongs to one attempt that may still land.
CREATE UNIQUE INDEX attempts_open_nonce ON attempts (account, nonce) WHERE status <> 'lost';
--> statement-breakpoint

CREATE TABLE attempt_items (
  attempt text NOT NULL REFERENCES attempts (hash),
  place integer NOT NULL,
  intent_key text NOT NULL,
  open boolean NOT NULL DEFAULT true,
  paid boolean NOT NULL DEFAULT false,
  -- What it may take out of its pot, as reckoned when it was signed: it counts against the caps. Rao.
  amount numeric(20, 0) NOT NULL DEFAULT 0 CHECK (amount >= 0),
  PRIMARY KEY (attempt, place)
);
--> statement-breakpoint
-- The database itself refuses to have one intent in two attempts that may still pay it, or to sign it again once paid.
CREATE UNIQUE INDEX attempt_items_once ON attempt_items (intent_key) WHERE open OR paid;
--> statement-breakpoint

-- Calls of the treasury that wait for the guardians' approvals. The opening extrinsic's block and index are the timepoint
-- that approvals name; `approved_by` is a JSON list of SS58 addresses.
CREATE TABLE approvals (
  call_hash text PRIMARY KEY,
  attempt text NOT NULL REFERENCES attempts (hash),
  call text NOT NULL,
  ref_time bigint NOT NULL,
  proof_size bigint NOT NULL,
  opened_block bigint,
  opened_index integer,
  approved_by text NOT NULL DEFAULT '[]',
  -- The extrinsic that takes it back, where nobody approved it in time.
  withdrawal text REFERENCES attempts (hash),
  status text NOT NULL DEFAULT 'opening' CHECK (status IN ('opening', 'waiting', 'executed', 'cancelled'))
);
--> statement-breakpoint
CREATE INDEX approvals_waiting ON approvals (status) WHERE status IN ('opening', 'waiting');
--> statement-breakpoint

-- Why an owed intent is not being paid, where something that a person can change stands in its way.
CREATE TABLE holds (
  intent_key text PRIMARY KEY,
  reason text NOT NULL
);
--> statement-breakpoint

-- What left each pot on each day (UTC), for the caps.
CREATE TABLE spendings (
  day text NOT NULL,
  pot text NOT NULL,
  amount numeric(20, 0) NOT NULL CHECK (amount >= 0),
  PRIMARY KEY (day, pot)
);
--> statement-breakpoint

CREATE TABLE cursors (
  name text PRIMARY KEY,
  block bigint NOT NULL,
  block_hash text NOT NULL,
  at bigint NOT NULL
);
--> statement-breakpoint

-- What GitHub should show, and what was applied last.
CREATE TABLE surfaces (
  subject text PRIMARY KEY,
  installation_id bigint NOT NULL,
  repository text NOT NULL,
  issue integer,
  applied text,
  comment_id bigint,
  labels text,
  closed boolean,
  posting boolean NOT NULL DEFAULT false,
  failures integer NOT NULL DEFAULT 0,
  error text,
  -- What is wrong with an idea form that opened no idea yet.
  form text
);
--> statement-breakpoint

-- One answer a command at most: a reaction always, a reply where it was refused.
CREATE TABLE replies (
  comment_id bigint PRIMARY KEY,
  installation_id bigint NOT NULL,
  repository text NOT NULL,
  issue integer NOT NULL,
  reaction text,
  body text,
  reacted boolean NOT NULL DEFAULT false,
  posting boolean NOT NULL DEFAULT false,
  reply_id bigint
);
--> statement-breakpoint

-- The settings in force, by repository: the last good file.
CREATE TABLE configs (
  repository_id bigint PRIMARY KEY,
  config text NOT NULL
);
