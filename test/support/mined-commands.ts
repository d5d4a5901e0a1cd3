import type { Architecture, PrintedReading } from '../../src/mechanisms/architecture/architecture.ts'
import type { Config } from '../../src/mechanisms/config.ts'
import { defaultConfig } from '../../src/mechanisms/config.ts'
import type { SeeDelegates } from '../../src/mechanisms/delegates/slice.ts'
import type { SeeDeposit } from '../../src/mechanisms/deposit/slice.ts'
import type { Elector } from '../../src/mechanisms/dispute/slice.ts'
import type { OpenParts, ReportDay, SkipDay } from '../../src/mechanisms/dividends/slice.ts'
import type { ReportDrift, SeeDrift } from '../../src/mechanisms/drift/slice.ts'
import type { ReportHome } from '../../src/mechanisms/home/slice.ts'
import type { Person } from '../../src/mechanisms/kernel/occurrence.ts'
import type { ReportMerge, ReportPlan, ReportRelease } from '../../src/mechanisms/launch/slice.ts'
import type { Reconcile, ReportLikeChain, ReportMandate } from '../../src/mechanisms/mandate/slice.ts'
import type {
  Accept,
  Decline,
  IssueGuaranteeBill,
  ReportStakes,
} from '../../src/mechanisms/mining/commands.ts'
import { type Alpha, alpha, RAO_PER_TAO, type Rao } from '../../src/mechanisms/money.ts'
import type { SettleIntent } from '../../src/mechanisms/payments/slice.ts'
import { numbered, potIn } from '../../src/mechanisms/pots.ts'
import type {
  Health,
  OpenIncident,
  ReportHealth,
  VoteIncident,
} from '../../src/mechanisms/probation/slice.ts'
import type { ReportHead, SeeProposal } from '../../src/mechanisms/proposal/slice.ts'
import type { SeePurchase } from '../../src/mechanisms/sales/slice.ts'
import type { GiveScore } from '../../src/mechanisms/scoring/slice.ts'
import type { PartSummary } from '../../src/mechanisms/sheet/sheet.ts'
import type { ReportStorefront } from '../../src/mechanisms/storefront/slice.ts'
import { dividendsOf } from '../../src/mechanisms/streams/names.ts'
import type { OpenTask, ReportTask, ReportTaskEnd } from '../../src/mechanisms/task/slice.ts'
import type { AskSeat, LeaveSeat, SetRoles } from '../../src/mechanisms/team/slice.ts'
import type {
  ReportRevert,
  ReportUpdateHealth,
  ReportUpdateMerge,
  ReportUpdateRelease,
} from '../../src/mechanisms/update/slice.ts'
import type { DoubtWeights, ReportWeights, SeeWeightsOpened } from '../../src/mechanisms/weights/slice.ts'
import {
  bill,
  byComment,
  coldkeys,
  electorate,
  inBlock,
  people,
  potsOfIssue,
  START,
  seeDeposit,
  settle,
  stream,
  tao,
} from './commands.ts'

// Commands for the second half of a subnet's birth: from its repository to the end of its probation.

/** Rounds of an hour, a probation of four days: small numbers for tests. */
export const minedConfig: Config = {
  ...defaultConfig,
  mining: { roundLength: 1_000, guaranteeDeadline: 500, collateral: tao(10) },
  launch: { preparation: 300, lockCostLimit: null },
  probation: { ...defaultConfig.probation, days: 4, day: 100, goodShareBasisPoints: 7_500 },
  update: { dayOfMonth: 1, marginBasisPoints: 500, probationDays: 4 },
  team: { immunity: 700, standingBasisPoints: 1_000, taskCapBasisPoints: 10_000 },
}

export const home = { id: 8, owner: 'riverbed', name: 'kernels' }

const errand = (after: number, name: string) =>
  ({ at: START + after, source: { kind: 'errand', name } }) as const

export const reportHome = (
  after: number,
  result: ReportHome['result'] = { ok: true, repository: home, installation: 2 },
): ReportHome => ({ type: 'ReportHome', result, ...errand(after, 'home') })

export const headOf = (pull: number, version = 1): string => `${pull}${version}`.padStart(40, 'a')

export const seeProposal = (
  after: number,
  pull: number,
  author: Person,
  changes: Partial<SeeProposal> = {},
): SeeProposal => ({
  type: 'SeeProposal',
  pull,
  author,
  title: `Proposal ${pull}`,
  openedAt: START + after,
  head: headOf(pull),
  status: 'open',
  isChange: true,
  at: START + after,
  source: { kind: 'pull', pull, head: changes.head ?? headOf(pull) },
  ...changes,
})

export const architecture: Architecture = {
  identity: {
    name: 'kernels',
    description: 'Tuned GPU kernels',
    repository: 'https://github.com/riverbed/kernels',
    contact: '',
    url: '',
    discord: '',
    logo: '',
  },
  steps: [
    { kind: 'mechanism-count', count: 2 },
    { kind: 'emission-split', split: [49_151, 16_384] },
  ],
  mechanisms: [
    { id: 'commodity', kind: 'commodity', share: 7_500 },
    { id: 'people', kind: 'team', share: 2_500 },
  ],
  hyperparameters: {},
  roles: [{ id: 'developer', seats: 3, mechanism: 'people' }],
}

/** Numbers that no other proposal of these tests has in its fingerprint. */
const fingerprintOf = (pull: number): number[] => Array.from({ length: 64 }, (_, n) => pull * 1_000 + n)

export const reading = (pull: number, changes: Partial<PrintedReading> = {}): PrintedReading => ({
  touches: true,
  problems: [],
  architecture,
  plan: [],
  block: 700,
  evidence: [],
  fingerprint: fingerprintOf(pull),
  ...changes,
})

export const reportHead = (
  after: number,
  pull: number,
  changes: Partial<PrintedReading> = {},
  head = headOf(pull),
): ReportHead => ({
  type: 'ReportHead',
  pull,
  head,
  reading: reading(pull, changes),
  ...errand(after, 'head'),
})

export const giveScore = (
  after: number,
  pull: number,
  validator: Elector,
  score: GiveScore['score'] | number,
): GiveScore => ({
  type: 'GiveScore',
  pull,
  validator: { id: validator.user, login: `validator-${validator.user}` },
  stake: validator.stake,
  score: typeof score === 'number' ? { whole: score } : score,
  ...byComment(after, 2_000 + after, pull),
})

export const validators: Elector[] = [
  ...electorate,
  { user: 105, coldkey: coldkeys.escrow, stake: tao(3_000) },
  { user: 106, coldkey: coldkeys.treasury, stake: tao(2_000) },
]

const stakesOf = (electors: readonly Elector[]): Record<number, Rao> =>
  Object.fromEntries(electors.map(({ user, stake }) => [user, stake]))

export const reportStakes = (
  after: number,
  round = 1,
  stakes: ReportStakes['stakes'] = stakesOf(validators),
): ReportStakes => ({
  type: 'ReportStakes',
  round,
  stakes,
  block: 800,
  // Who has the proposals counts them.
  changes: 0,
  standings: [],
  count: 0,
  digest: '',
  ...errand(after, 'stakes'),
})

export const accept = (
  after: number,
  pull: number,
  person: Person,
  coldkey: string | null = coldkeys.ben,
): Accept => ({
  type: 'Accept',
  pull,
  person,
  coldkey,
  ...byComment(after, 3_000 + after, pull),
})

export const decline = (after: number, pull: number, person: Person): Decline => ({
  type: 'Decline',
  pull,
  person,
  ...byComment(after, 3_000 + after, pull),
})

const guaranteeRemark = (round: number): string => `0x${round.toString(16).padStart(64, 'e')}`

export const issueGuaranteeBill = (after: number, round = 1): IssueGuaranteeBill => ({
  type: 'IssueGuaranteeBill',
  round,
  bill: {
    ...bill,
    into: coldkeys.escrow,
    fee: tao(0),
    collateral: tao(10),
    remarkHash: guaranteeRemark(round),
  },
  ...errand(after, 'guarantee-bill'),
})

export const payGuarantee = (
  after: number,
  block: number,
  round = 1,
  changes: Partial<SeeDeposit> = {},
): SeeDeposit =>
  seeDeposit(after, block, {
    payer: coldkeys.ben,
    amount: tao(10),
    pot: potIn(potsOfIssue(), 'escrow'),
    fee: tao(0),
    remarkHashes: [guaranteeRemark(round)],
    ...changes,
  })

export const reportMerge = (
  after: number,
  round = 1,
  result: ReportMerge['result'] = { ok: true, commit: 'c'.repeat(40) },
): ReportMerge => ({ type: 'ReportMerge', round, result, ...errand(after, 'merge') })

export const reportRelease = (
  after: number,
  round = 1,
  result: ReportRelease['result'] = { ok: true, tag: 'architecture-v1' },
): ReportRelease => ({ type: 'ReportRelease', round, result, ...errand(after, 'release') })

export const reportPlan = (
  after: number,
  steps: ReportPlan['steps'] = architecture.steps,
  round = 1,
): ReportPlan => ({ type: 'ReportPlan', round, steps, block: 850, epochs: null, ...errand(after, 'plan') })

const goodHealth: Health = {
  block: 900,
  blockHash: `0x${'9'.repeat(64)}`,
  emission: 1_000n,
  miners: 3,
  validators: 2,
}

export const reportHealth = (after: number, day: number, changes: Partial<Health> = {}): ReportHealth => ({
  type: 'ReportHealth',
  day,
  health: { ...goodHealth, ...changes },
  ...errand(after, 'health'),
})

export const reportStorefront = (after: number, issue = 12): ReportStorefront => ({
  type: 'ReportStorefront',
  issue,
  ...errand(after, 'storefront'),
})

export const seeDrift = (
  after: number,
  rows: SeeDrift['rows'],
  block = 950,
  netuid = 2,
  commit: string | null = null,
): SeeDrift => ({
  type: 'SeeDrift',
  netuid,
  rows,
  block,
  commit,
  ...errand(after, 'drift'),
})

export const seeDelegates = (
  after: number,
  block: number,
  wanted: SeeDelegates['wanted'],
  standing: SeeDelegates['standing'] = [],
): SeeDelegates => ({ type: 'SeeDelegates', block, wanted, standing, ...errand(after, 'delegates') })

export const reportDrift = (after: number, issue = 13): ReportDrift => ({
  type: 'ReportDrift',
  issue,
  ...errand(after, 'drift'),
})

export const reportMandate = (
  after: number,
  number: number,
  changes: Partial<ReportMandate> = {},
): ReportMandate => ({
  type: 'ReportMandate',
  number,
  commit: 'e'.repeat(40),
  architecture,
  problems: [],
  steps: [],
  block: 960,
  ...errand(after, 'mandate'),
  ...changes,
})

export const reportUpdateMerge = (
  after: number,
  round: number,
  result: ReportUpdateMerge['result'] = { ok: true, commit: 'd'.repeat(40) },
): ReportUpdateMerge => ({ type: 'ReportUpdateMerge', round, result, ...errand(after, 'update-merge') })

export const reportUpdateRelease = (
  after: number,
  round: number,
  result: ReportUpdateRelease['result'] = { ok: true, tag: `architecture-v${round}` },
): ReportUpdateRelease => ({ type: 'ReportUpdateRelease', round, result, ...errand(after, 'update-release') })

export const reportUpdateHealth = (
  after: number,
  round: number,
  day: number,
  changes: Partial<Health> = {},
): ReportUpdateHealth => ({
  type: 'ReportUpdateHealth',
  round,
  day,
  health: { ...goodHealth, ...changes },
  ...errand(after, 'update-health'),
})

export const reportRevert = (
  after: number,
  round: number,
  result: ReportRevert['result'] = { ok: true, pull: 41, commit: 'b'.repeat(40) },
): ReportRevert => ({ type: 'ReportRevert', round, result, ...errand(after, 'revert') })

/** In the issue that tells of drift. */
export const reconcile = (
  after: number,
  side: Reconcile['side'],
  person: Person = people.ben,
): Reconcile => ({
  type: 'Reconcile',
  side,
  person,
  ...byComment(after, 5_000 + after, 13),
})

export const reportLikeChain = (
  after: number,
  number: number,
  pull: number | null = 31,
  left: readonly string[] = [],
): ReportLikeChain => ({ type: 'ReportLikeChain', number, pull, left, ...errand(after, 'like-chain') })

export const openIncident = (
  after: number,
  issue = 40,
  changes: Partial<OpenIncident> = {},
): OpenIncident => ({
  type: 'OpenIncident',
  issue,
  opener: people.fox,
  openerColdkey: coldkeys.fox,
  reason: 'The validators answer nobody.',
  electorate,
  at: START + after,
  source: { kind: 'issue', issue },
  ...changes,
})

export const voteIncident = (
  after: number,
  issue: number,
  voter: Person,
  side: VoteIncident['side'],
): VoteIncident => ({ type: 'VoteIncident', issue, voter, side, ...byComment(after, 4_000 + after, issue) })

export const key = (family: string, ...rest: readonly (string | number)[]): string =>
  [family, stream(), ...rest].join(':')

/** Alpha that a coldkey sends to the subnet's wallet. */
export function purchase(after: number, block: number, buyer: string, amount: number): SeePurchase {
  const { extrinsic, at, source } = seeDeposit(after, block)
  const sent = alpha(BigInt(amount) * RAO_PER_TAO)
  return { type: 'SeePurchase', buyer, alpha: sent, netuid: 2, transfer: 0, extrinsic, at, source }
}

/** From an issue of the subnet's repository. */
export const askSeat = (after: number, person: Person, role = 'developer'): AskSeat => ({
  type: 'AskSeat',
  role,
  person,
  coldkey: coldkeys[person.login as keyof typeof coldkeys],
  inherited: [],
  ...byComment(after, 3_000 + after, 50),
})

export const leaveSeat = (after: number, person: Person, role: string | null = null): LeaveSeat => ({
  type: 'LeaveSeat',
  role,
  person,
  ...byComment(after, 3_000 + after, 50),
})

export const setRoles = (after: number, roles: SetRoles['roles']): SetRoles => ({
  type: 'SetRoles',
  roles,
  at: START + after,
  source: { kind: 'stream', stream: stream() },
})

/** By the form, in an issue of the subnet's repository. */
export const openTask = (after: number, issue: number, changes: Partial<OpenTask> = {}): OpenTask => ({
  type: 'OpenTask',
  issue,
  title: 'Write the loader',
  role: 'developer',
  reward: tao(2),
  length: 300,
  opener: people.ben,
  isValidator: false,
  free: tao(50),
  at: START + after,
  source: { kind: 'issue', issue },
  ...changes,
})

/** What is counted is made of the state when it is told. */
export const reportTask = (after: number, issue: number, total = tao(0)): ReportTask => ({
  type: 'ReportTask',
  issue,
  total,
  stakes: Object.fromEntries(validators.map(({ user, stake }) => [user, stake])),
  block: 1_200,
  results: [],
  incentives: {},
  ...errand(after, 'task-stakes'),
})

export const reportTaskEnd = (after: number, issue: number, pull: number | null): ReportTaskEnd => ({
  type: 'ReportTaskEnd',
  issue,
  merged: pull === null ? null : { pull, commit: 'd'.repeat(40) },
  ...errand(after, 'task-end'),
})

/** Ada has UID 4 and Fox 5, in the first mechanism that is not the commodity. */
export const reportWeights = (
  after: number,
  number: number,
  changes: Partial<ReportWeights> = {},
): ReportWeights => ({
  type: 'ReportWeights',
  number,
  block: 1_210,
  calls: [
    {
      netuid: 2,
      mechanism: 1,
      uids: [4, 5],
      values: [21_845, 43_690],
      versionKey: 0n,
      turn: { from: 1_211, epochs: { next: 1_440, every: 360, closed: 10 } },
      isHidden: false,
    },
  ],
  left: [],
  again: 6 * 3_600_000,
  ...errand(after, 'team-weights'),
  ...changes,
})

export const seeOpened = (
  after: number,
  block: number,
  changes: Partial<SeeWeightsOpened> = {},
): SeeWeightsOpened => ({
  type: 'SeeWeightsOpened',
  netuid: 2,
  mechanism: 1,
  block,
  ...inBlock(after, block),
  ...changes,
})

export const doubtWeights = (after: number, block: number, uid: number | null): DoubtWeights => ({
  type: 'DoubtWeights',
  uid,
  ...inBlock(after, block, 1),
})

/** A day of 1,000 alpha of which a hundredth is too little to be paid; the sheets have no rows. */
export function reportDay(after: number, day: number): ReportDay {
  const [payouts, carry] = [`${day}a`.padStart(64, '0'), `${day}b`.padStart(64, '0')]
  const units = (whole: bigint) => alpha(whole * RAO_PER_TAO)
  const sheet = (digest: string, previous: string, total: bigint) => ({
    sheet: digest,
    previous,
    block: 900 + day,
    rows: 0,
    total: units(total),
    parts: 0,
  })
  return {
    type: 'ReportDay',
    day,
    block: 900 + day,
    payouts,
    carry,
    record: 'c'.repeat(64),
    totals: {
      available: units(1_000n),
      heldBack: units(0n),
      reserved: units(100n),
      missing: units(0n),
      discoverer: units(0n),
      investors: units(180n),
      holders: units(720n),
      paid: units(890n),
      carried: units(10n),
    },
    sheets: [sheet(payouts, 'dividends:7:1', 890n), sheet(carry, payouts, 10n)],
    ...errand(after, 'reckon'),
  }
}

export const skipDay = (after: number, day: number): SkipDay => ({
  type: 'SkipDay',
  day,
  ...errand(after, 'reckon'),
})

/** A part of a day's sheet, all of whose rows are of 5 alpha. */
export const dayPart = (part: number, round = 0, rows = 2): PartSummary<Alpha> => {
  const one = 5n * RAO_PER_TAO
  return {
    part,
    round,
    hash: `${part}${round}`.padStart(64, 'e'),
    rows,
    total: alpha(one * BigInt(rows)),
    largest: alpha(one),
  }
}

/** The same day, which is paid from the payroll in so many parts. */
export function payDay(after: number, day: number, parts: number, fill = 900n): ReportDay {
  const { treasury, hotkey } = coldkeys
  const amount = alpha(fill * RAO_PER_TAO)
  return {
    ...reportDay(after, day),
    pays: {
      hotkey,
      pot: numbered('payroll', 0),
      fill: fill === 0n ? null : { from: numbered('treasury', 0), account: treasury, amount },
      parts,
    },
  }
}

const daily = dividendsOf(stream())

export const openParts = (
  after: number,
  day: number,
  from: number,
  parts: readonly PartSummary<Alpha>[],
): OpenParts => ({
  type: 'OpenParts',
  sheet: `${day}a`.padStart(64, '0'),
  from,
  parts,
  ...errand(after, 'open-parts'),
})

export const settleFill = (after: number, block: number, day: number): SettleIntent =>
  settle(after, block, ['fill-payroll', daily, day, `${day}a`.padStart(64, '0')].join(':'))

/** `left` are the rows that did not move, of 5 alpha each. */
export const settlePart = (
  after: number,
  block: number,
  day: number,
  [part, round]: readonly [number, number],
  left = 0,
): SettleIntent =>
  settle(after, block, ['day-part', daily, day, part, round].join(':'), {
    ok: true,
    repair: left > 0 ? dayPart(part, round + 1, left) : null,
    untried: 0,
  })
