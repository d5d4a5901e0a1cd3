import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  customType,
  integer,
  numeric,
  pgTable,
  primaryKey,
  text,
  timestamp,
} from 'drizzle-orm/pg-core'
import type { Side } from '../mechanisms/dispute/slice.ts'
import type { Voted } from '../mechanisms/kernel/beside.ts'
import type { AnsweredKind } from './replies.ts'

const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' })
const big = (name: string) => bigint(name, { mode: 'number' })

/** The tables as `migrations/` makes them; the constraints are written there. Documents are JSON text: see `json.ts`. */
export const deliveries = pgTable('deliveries', {
  id: text().primaryKey(),
  event: text().notNull(),
  occurredAt: big('occurred_at').notNull(),
  rank: big('rank').notNull(),
  pack: big('pack').notNull(),
  start: integer().notNull(),
  size: integer().notNull(),
  receivedAt: timestamp('received_at', { withTimezone: true }).notNull().default(sql`now()`),
  status: text().$type<'stored' | 'handled' | 'retrying' | 'dead'>().notNull().default('stored'),
  error: text(),
})

export const packs = pgTable('packs', {
  id: big('id').primaryKey().generatedAlwaysAsIdentity(),
  bodies: bytea().notNull(),
})

export const events = pgTable('events', {
  position: big('position').primaryKey(),
  stream: text().notNull(),
  sequence: integer().notNull(),
  type: text().notNull(),
  data: text().notNull(),
  previous: text().notNull(),
  hash: text().notNull(),
})

export const snapshots = pgTable('snapshots', {
  stream: text().primaryKey(),
  sequence: integer().notNull(),
  version: integer().notNull(),
  state: text().notNull(),
  /** Bytes of `state`. */
  size: integer().notNull().default(0),
})

export const links = pgTable('links', {
  userId: big('user_id').primaryKey(),
  login: text().notNull(),
  coldkey: text().notNull(),
  linkedAt: big('linked_at').notNull(),
})

/** Coldkeys that the chain has swapped, each with the account that inherited it. SS58. */
export const lineage = pgTable('lineage', {
  coldkey: text().primaryKey(),
  successor: text().notNull(),
  /** Milliseconds of the block. */
  swappedAt: big('swapped_at').notNull(),
  /** The block; 0 where the swap was seen in none. */
  swappedIn: integer('swapped_in').notNull().default(0),
})

export const subnets = pgTable('subnets', {
  stream: text().primaryKey(),
  /** Its place among all ideas, in the order in which they were opened. */
  ordinal: integer().notNull(),
  repositoryId: big('repository_id').notNull(),
  repository: text().notNull(),
  issue: integer().notNull(),
  installationId: big('installation_id').notNull(),
  homeId: big('home_id'),
  discovererId: big('discoverer_id').notNull(),
  phase: text().notNull(),
  /** The ordinal of its accounts, which come after it; all null until the deposit is paid. */
  pots: integer(),
  escrow: text(),
  treasury: text(),
  /** Null too where a subnet had two pots. */
  payroll: text(),
  hotkey: text(),
  loanId: integer('loan_id'),
  /** While the chain has it. */
  netuid: integer(),
  /** Whether it is the next that the chain dissolves. */
  isNext: boolean('is_next').notNull().default(false),
  title: text().notNull().default(''),
  /** Milliseconds UTC. */
  openedAt: big('opened_at').notNull().default(0),
  /** Rao, as what is raised. */
  target: numeric({ mode: 'bigint' }).notNull().default(0n),
  raised: numeric({ mode: 'bigint' }).notNull().default(0n),
  funders: integer().notNull().default(0),
  link: text().notNull(),
  dueAt: big('due_at'),
  dueBlock: big('due_block'),
  /** What is shown of its life: its race and proposals are read where they are asked for. */
  view: text().notNull(),
  sequence: integer().notNull(),
})

/** What a round had raised at the end of each day since 1970, UTC, and by how much that had changed. Rao. */
export const raisedDays = pgTable(
  'raised_days',
  {
    stream: text().notNull(),
    round: integer().notNull(),
    day: integer().notNull(),
    raised: numeric({ mode: 'bigint' }).notNull(),
    change: numeric({ mode: 'bigint' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.stream, table.round, table.day] })],
)

export const bills = pgTable('bills', {
  remarkHash: text('remark_hash').primaryKey(),
  stream: text().notNull(),
  /** SS58; null where the bill does not say it. */
  into: text('paid_into'),
})

export const refunds = pgTable(
  'refunds',
  {
    stream: text().notNull(),
    sequence: integer().notNull(),
    /** The stream of the subnet that it came for. */
    subnet: text(),
    /** The payment that brings it back. */
    intentKey: text('intent_key').notNull(),
    gathered: boolean().notNull(),
    block: big('block').notNull(),
    index: integer('block_index').notNull(),
    refund: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.stream, table.sequence] })],
)

/**
 * Each time that alpha came into a subnet's wallet, and what coldkeys inherited of each other. Never changed: the table of any earlier block
 * can be made again.
 */
export const purchases = pgTable('purchases', {
  subnet: text().notNull(),
  /** Of the event in the subnet's sales; null where a coldkey was swapped. */
  sequence: integer(),
  block: big('block').notNull(),
  /** SS58. */
  coldkey: text().notNull(),
  /** Units of the subnet's alpha; what was inherited is taken from whom it was inherited. */
  amount: numeric().notNull(),
})

export const races = pgTable('races', {
  stream: text().primaryKey(),
  subnet: text().notNull(),
  /** The account that is invited to guarantee, null where none is. */
  invitedId: big('invited_id'),
  dueAt: big('due_at'),
})

/** When the clock must call for a subnet's tasks; no row where it need not. */
export const taskClocks = pgTable('task_clocks', {
  stream: text().primaryKey(),
  subnet: text().notNull(),
  dueAt: big('due_at').notNull(),
})

/** When the next day of a live subnet is to be reckoned. */
export const distributions = pgTable('distributions', {
  stream: text().primaryKey(),
  subnet: text().notNull(),
  dueAt: big('due_at').notNull(),
})

export const rounds = pgTable(
  'rounds',
  {
    subnet: text().notNull(),
    number: integer().notNull(),
    record: text().notNull(),
    /** By user id, with whose stake it was counted; null before. */
    stakes: text(),
  },
  (table) => [primaryKey({ columns: [table.subnet, table.number] })],
)

/** Challenges and incidents, with their votes counted. */
export const ballots = pgTable(
  'ballots',
  {
    stream: text().notNull(),
    of: text().$type<Voted>().notNull(),
    number: integer().notNull(),
    /** Of the event that opened it. */
    sequence: integer().notNull(),
    openerId: big('opener_id').notNull(),
    closesAt: big('closes_at').notNull(),
    open: boolean().notNull(),
    record: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.stream, table.of, table.number] })],
)

/** Who may vote on an open ballot, and how each voted last. */
export const voters = pgTable(
  'voters',
  {
    stream: text().notNull(),
    of: text().$type<Voted>().notNull(),
    number: integer().notNull(),
    userId: big('user_id').notNull(),
    /** Rao. */
    stake: numeric({ mode: 'bigint' }).notNull(),
    side: text().$type<Side>(),
    /** When and where the vote that stands was written. */
    said: text(),
  },
  (table) => [primaryKey({ columns: [table.stream, table.of, table.number, table.userId] })],
)

/** The days of a probation. */
export const days = pgTable(
  'days',
  { stream: text().notNull(), day: integer().notNull(), record: text().notNull() },
  (table) => [primaryKey({ columns: [table.stream, table.day] })],
)

/** The last score that each validator gave to a proposal. */
export const scores = pgTable(
  'scores',
  { stream: text().notNull(), userId: big('user_id').notNull(), score: text().notNull() },
  (table) => [primaryKey({ columns: [table.stream, table.userId] })],
)

export const candidates = pgTable('candidates', {
  stream: text().primaryKey(),
  subnet: text().notNull(),
  pull: integer().notNull(),
  state: text().notNull(),
  /** SHA-256 of `state`, hex: where it is the same, it need not be read again. Empty where nobody reckoned it. */
  stateDigest: text('state_digest').notNull().default(''),
  /** SHA-256 over all scores that came to it, hex; empty where none did. */
  scoresDigest: text('scores_digest').notNull().default(''),
  running: boolean().notNull(),
  heads: text().notNull(),
  /** SHA-256 of `heads`, hex: where it is the same, they need not be read again. */
  digest: text().notNull(),
})

export const intents = pgTable('intents', {
  key: text().primaryKey(),
  stream: text().notNull(),
  intent: text().notNull(),
  payeeUser: big('payee_user'),
  coldkey: text(),
  failures: integer().notNull(),
  notBefore: big('not_before').notNull(),
  status: text().$type<'owed' | 'settled' | 'cancelled'>().notNull(),
  /** The finalized extrinsic that settled it. */
  settledIn: text('settled_in'),
})

export const attempts = pgTable('attempts', {
  hash: text().primaryKey(),
  account: text().notNull(),
  nonce: big('nonce').notNull(),
  bytes: text().notNull(),
  birthBlock: big('birth_block').notNull(),
  deathBlock: big('death_block').notNull(),
  /** The runtime that it is signed for: no other takes it. Null where it was signed before this was kept. */
  specVersion: big('spec_version'),
  status: text().$type<'signed' | 'broadcast' | 'final' | 'lost'>().notNull().default('signed'),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().default(sql`now()`),
  detail: text(),
  /** The App's key acts in it as the proxy of the pots, each row of a bulk payment on its own. Else the treasury's account calls. */
  proxied: boolean().notNull().default(false),
})

export const identities = pgTable('identities', {
  name: text().primaryKey(),
  genesisHash: text('genesis_hash').notNull(),
  /** SS58. */
  treasury: text().notNull(),
})

export const signers = pgTable('signers', {
  /** SS58. */
  account: text().primaryKey(),
  firstNonce: big('first_nonce').notNull(),
  /** Who agreed to it when and why; the first start does so by itself. */
  agreed: text().notNull(),
})

export const attemptItems = pgTable(
  'attempt_items',
  {
    attempt: text().notNull(),
    place: integer().notNull(),
    intentKey: text('intent_key').notNull(),
    open: boolean().notNull().default(true),
    /** A finalized block says that it succeeded. */
    paid: boolean().notNull().default(false),
    /** The runtime of that time did not let the App’s key call it as a proxy. */
    filtered: boolean().notNull().default(false),
    /** What it may take out of its pot, as reckoned when it was signed: rao, or of a call that moves alpha its units. */
    amount: numeric({ mode: 'bigint' }).notNull().default(0n),
    /** Of a bulk intent: how many rows of its part were signed; null where the intent is one call. */
    rows: integer('row_count'),
  },
  (table) => [primaryKey({ columns: [table.attempt, table.place] })],
)

export const approvals = pgTable('approvals', {
  callHash: text('call_hash').primaryKey(),
  attempt: text().notNull(),
  call: text().notNull(),
  refTime: big('ref_time').notNull(),
  proofSize: big('proof_size').notNull(),
  openedBlock: big('opened_block'),
  openedIndex: integer('opened_index'),
  approvedBy: text('approved_by').notNull().default('[]'),
  /** The extrinsic that takes it back, once it is waited for no longer. */
  withdrawal: text(),
  status: text().$type<ApprovalStatus>().notNull().default('opening'),
  /** A JSON list of SS58 addresses, in the chain's order: of the multisig account that it was opened with. */
  signatories: text().notNull(),
  threshold: integer().notNull(),
})

/** `void`: its multisig account acts for the treasury no more, so that it cannot be carried out. */
export type ApprovalStatus = 'opening' | 'waiting' | 'executed' | 'cancelled' | 'void'

export const holds = pgTable('holds', {
  intentKey: text('intent_key').primaryKey(),
  reason: text().notNull(),
})

/** Coldkeys, SS58, for which a swap is announced on the chain: until it is made or called off they can do nothing else. */
export const announcedSwaps = pgTable('announced_swaps', {
  coldkey: text().primaryKey(),
  /** In which it was announced. */
  block: big('block').notNull(),
  /** In which its coldkey disputed it. */
  disputed: big('disputed'),
})

/** What the chain had when it was worth showing anew: `readings.ts`. */
export const readings = pgTable('readings', {
  name: text().primaryKey(),
  /** Rao. */
  amount: numeric({ mode: 'bigint' }).notNull(),
  block: big('block').notNull(),
  at: big('at').notNull(),
})

/** What each live subnet showed on a day: `reports.ts`. */
export const reports = pgTable(
  'reports',
  { stream: text().notNull(), day: integer().notNull(), body: text().notNull() },
  (table) => [primaryKey({ columns: [table.stream, table.day] })],
)

export const spendings = pgTable(
  'spendings',
  { day: text().notNull(), pot: text().notNull(), amount: numeric({ mode: 'bigint' }).notNull() },
  (table) => [primaryKey({ columns: [table.day, table.pot] })],
)

export const cursors = pgTable('cursors', {
  name: text().primaryKey(),
  block: big('block').notNull(),
  blockHash: text('block_hash').notNull(),
  /** Timestamp of that block, milliseconds. */
  at: big('at').notNull(),
})

export const surfaces = pgTable('surfaces', {
  subject: text().primaryKey(),
  installationId: big('installation_id').notNull(),
  repository: text().notNull(),
  issue: integer(),
  applied: text(),
  own: text(),
  /** Of a check run: where its head stood when that was reckoned last. */
  standing: text(),
  /** Something has come to the head since. */
  waits: boolean().notNull().default(false),
  commentId: big('comment_id'),
  labels: text(),
  /** Node ids by name: of a repository's labels, and `issue` of an issue. */
  nodes: text(),
  closed: boolean(),
  posting: boolean().notNull().default(false),
  failures: integer().notNull().default(0),
  error: text(),
  form: text(),
  /** How often somebody else changed the comment within an hour, and since when: milliseconds UTC. */
  touches: integer().notNull().default(0),
  touchedSince: big('touched_since'),
})

/** What happened to threads and was not shown yet; `causes` is a JSON list. Nobody who writes waits for a job that reads. */
export const threadCauses = pgTable('thread_causes', {
  id: big('id').primaryKey().generatedAlwaysAsIdentity(),
  subject: text().notNull(),
  causes: text().notNull(),
})

/** The sections of a thread as they were rendered last; `text` is null where one shows nothing. */
export const threadSections = pgTable(
  'thread_sections',
  {
    subject: text().notNull(),
    section: text().notNull(),
    /** Of the program that rendered it. */
    version: text().notNull(),
    text: text(),
    /** SHA-256 of the text, hex. */
    digest: text().notNull(),
  },
  ({ subject, section }) => [primaryKey({ columns: [subject, section] })],
)

export const replies = pgTable(
  'replies',
  {
    kind: text().$type<AnsweredKind>().notNull().default('comment'),
    commentId: big('comment_id').notNull(),
    installationId: big('installation_id').notNull(),
    repository: text().notNull(),
    issue: integer().notNull(),
    /** A list: what is said to each command of the comment, null for one that was carried out. Of a notice, its words. */
    answers: text().notNull(),
    reacted: boolean().notNull().default(false),
    posting: boolean().notNull().default(false),
    replyId: big('reply_id'),
    /** Why it can never be given, as where a comment was deleted. */
    givenUp: text('given_up'),
    /** How often somebody else edited the reply, and how often that was put back. */
    edits: integer().notNull().default(0),
    undone: integer().notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.kind, table.commentId] })],
)

/** What somebody without a wallet wrote that takes one: it is heard again when a `/link` is heard that was written before it. */
export const unlinked = pgTable('unlinked', {
  delivery: text().primaryKey(),
  userId: big('user_id').notNull(),
  /** Milliseconds, UTC. */
  saidAt: big('said_at').notNull(),
})

/** Where GitHub moved the issue of an idea, by its stream. */
export const moves = pgTable('moves', {
  stream: text().primaryKey(),
  /** The stream that an idea of the issue there would have. */
  toStream: text('to_stream').notNull(),
  repository: text().notNull(),
  issue: integer().notNull(),
  /** Null until the repository there has told of it. */
  installationId: big('installation_id'),
})

/** What was enqueued and is not done: its job may be lost, this row is not. */
export const outstanding = pgTable(
  'outstanding',
  {
    queue: text().notNull(),
    key: text().notNull(),
    /** What the job carries. */
    data: text().notNull(),
    /** Grows each time that it is asked for again. */
    mark: big('mark').notNull().default(1),
    since: timestamp('since', { withTimezone: true }).notNull().default(sql`now()`),
    failures: integer().notNull().default(0),
    error: text(),
  },
  (table) => [primaryKey({ columns: [table.queue, table.key] })],
)

/** By which version of each projection its rows were made. */
export const projectionVersions = pgTable('projection_versions', {
  name: text().primaryKey(),
  version: integer().notNull(),
})

export const configs = pgTable('configs', {
  repositoryId: big('repository_id').primaryKey(),
  config: text().notNull(),
  /** By setting, when it was put in force: milliseconds of the ledger's clock. */
  since: text().notNull().default('{}'),
})

/** GitHub's ids of teams of validators, by their names as they were read first. */
export const teams = pgTable('teams', {
  name: text().primaryKey(),
  organizationId: big('organization_id').notNull(),
  teamId: big('team_id').notNull(),
})

/** Who holds a subnet's alpha at a block, as far as it is read: `census.ts`. */
export const censuses = pgTable('censuses', {
  stream: text().primaryKey(),
  day: integer().notNull(),
  block: big('block').notNull(),
  blockHash: text('block_hash').notNull(),
  specVersion: integer('spec_version').notNull(),
  pages: integer().notNull().default(0),
  /** From where it goes on; null before the first page. */
  place: text(),
})

export const censusPages = pgTable(
  'census_pages',
  {
    stream: text().notNull(),
    page: integer().notNull(),
    lines: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.stream, table.page] })],
)

/** Tables of payments: `sheets.ts`. */
export const sheets = pgTable('sheets', {
  digest: text().primaryKey(),
  stream: text().notNull(),
  previous: text().notNull(),
  block: big('block').notNull(),
  rows: integer('row_count').notNull(),
  /** Rao, or units of alpha. */
  total: numeric({ mode: 'bigint' }).notNull(),
  parts: integer().notNull(),
  /** What it was made from, where an event names its hash. */
  record: text(),
})

export const sheetParts = pgTable(
  'sheet_parts',
  {
    sheet: text().notNull(),
    part: integer().notNull(),
    round: integer().notNull(),
    hash: text().notNull(),
    rows: integer('row_count').notNull(),
    total: numeric({ mode: 'bigint' }).notNull(),
    largest: numeric({ mode: 'bigint' }).notNull(),
    lines: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.sheet, table.part, table.round] })],
)
