import { accountStream, type LinkColdkey } from '../../src/mechanisms/account/account.ts'
import type { Outcome } from '../../src/mechanisms/intent.ts'
import { potIn } from '../../src/mechanisms/pots.ts'
import type { SubnetCommand } from '../../src/mechanisms/subnet/state.ts'
import {
  coldkeys,
  DAY,
  onIssue,
  openIdea,
  people,
  potsOfIssue,
  START,
  settle,
  stream,
  terms,
  tick,
} from '../support/commands.ts'
import {
  architecture,
  decline,
  giveScore,
  headOf,
  home,
  key,
  reading,
  reportHead,
  reportHome,
  reportMerge,
  reportRelease,
  reportStakes,
  seeProposal,
  validators,
} from '../support/mined-commands.ts'
import { minedTales } from '../support/mined-tales.ts'
import { linkOf, tales } from '../support/tales.ts'

// What the frozen ledger `further` tells: the lives in `test/support/` that no other begins with, and some that are told here.

const [eva, gus] = [validators[0], validators[2]]
if (!eva || !gus) throw new Error('four validators')

const operator = { operator: 'olga', reason: 'The node was down.' }
const atTerminal = (after: number) =>
  ({ at: START + after, source: { kind: 'operator', name: 'olga' } }) as const
const loanOpen = key('loan-open', 1)
const edited = { ...terms, title: 'GPU kernels are tuned by nobody', bodyHash: 'd'.repeat(64) }

const told = {
  revised: [openIdea(), { type: 'EditIdea', isChange: true, terms: edited, ...onIssue(3) }],
  edited: [...tales.funding, { type: 'EditIdea', isChange: true, terms: edited, ...onIssue(50) }],
  toldByOperator: [
    ...tales.failing,
    { type: 'CancelIntent', key: loanOpen, ...operator, ...atTerminal(40) },
    { type: 'RetryIntent', key: loanOpen, ...operator, ...atTerminal(50) },
    {
      type: 'TellOutcome',
      key: loanOpen,
      purpose: { kind: 'loan-open', about: [1] },
      extrinsic: settle(60, 9, loanOpen).extrinsic,
      outcome: { ok: true, created: { loan: 3, endBlock: 5_000, cap: terms.target } },
      ...operator,
      ...atTerminal(60),
    },
  ],
  cancelled: [...tales.opening, { type: 'CancelIntent', key: loanOpen, ...operator, ...atTerminal(40) }],
  homeRefused: [
    ...tales.minable,
    reportHome(100, { ok: false, obstacle: 'forbidden' }),
    tick(15_100, 20),
    reportHome(15_200, { ok: false, obstacle: 'taken' }),
  ],
  proposals: [
    ...minedTales.proposed,
    seeProposal(130, 13, people.eva, { status: 'draft' }),
    reportHead(135, 13, {
      problems: [{ file: 'subnet/architecture.yml', line: 3, column: 5, message: 'unknown key' }],
    }),
    seeProposal(140, 14, people.ben),
    reportHead(145, 14, {
      fingerprint: reading(11).fingerprint,
      architecture: { ...architecture, roles: [] },
    }),
    seeProposal(150, 15, people.fox, { status: 'closed' }),
    giveScore(160, 11, gus, 70),
    giveScore(161, 14, gus, 70),
    giveScore(170, 12, eva, 40),
    seeProposal(180, 12, people.fox, { head: headOf(12, 2) }),
  ],
  declined: [...minedTales.invited, decline(1_150, 11, people.ben)],
  nobodyScored: [...minedTales.proposed, tick(1_100, 20), reportStakes(1_101)],
  mergeRefused: [
    ...minedTales.guaranteed,
    reportMerge(1_310, 1, { ok: false, reason: 'conflict' }),
    tick(16_310, 60),
    reportMerge(16_320),
    reportRelease(16_330, 1, { ok: false, reason: 'forbidden' }),
  ],
  registrationFails: [
    ...minedTales.registering,
    settle(1_330, 30, key('network-register'), {
      ok: false,
      error: 'SubtensorModule.NetworkTxRateLimitExceeded',
    }),
  ],
  paidOut: [
    ...minedTales.passed,
    ...['bounty', 'discoverer-reward', 'guarantee-return'].map((family, n) =>
      settle(2_200 + n, 70 + n, key(family, ...(family === 'discoverer-reward' ? [] : [1]))),
    ),
    tick(2 * DAY, 9_000),
  ],
} satisfies Record<string, SubnetCommand[]>

/** Came after the ledger was frozen. */
const { formLinkFails: _, ...then } = tales

const all: Readonly<Record<string, readonly SubnetCommand[]>> = { ...then, ...minedTales, ...told }

/** A life with which another begins says nothing that the other does not. */
const lives = Object.entries(all).filter(([, life]) =>
  Object.values(all).every(
    (other) => other.length <= life.length || life.some((command, n) => other[n] !== command),
  ),
)

export interface Step {
  readonly stream: string
  readonly command: SubnetCommand | LinkColdkey
}

/** Every life under an issue of its own; wallets are linked in the middle, and one of them changes hands at the end. */
export function* furtherSteps(): Generator<Step> {
  const half = Math.floor(lives.length / 2)
  for (const [index, [, life]] of lives.entries()) {
    if (index === half) yield* [link(linkOf('ben', 1)), link(linkOf('ada', 2))]
    const issue = index + 1
    for (const command of life) yield { stream: stream(issue), command: moved(command, issue) }
  }
  yield* [link(linkOf('eva', 3)), link({ ...linkOf('fox', 4), coldkey: coldkeys.eva })]
}

const link = (command: LinkColdkey): Step => ({ stream: accountStream(command.person.id), command })

/** The same command about another issue: no two subnets have a pot, a loan or a repository in common. */
function moved(command: SubnetCommand, issue: number): SubnetCommand {
  const { source } = command
  const isHere = (source.kind === 'issue' || source.kind === 'comment') && source.issue === 1
  return { ...renamed(command, issue), source: isHere ? { ...source, issue } : source }
}

function renamed(command: SubnetCommand, issue: number): SubnetCommand {
  switch (command.type) {
    case 'OpenIdea':
      return { ...command, issue }
    case 'IssueBill':
    case 'IssueGuaranteeBill': {
      const { into: _, ...bill } = command.bill
      return { ...command, bill }
    }
    case 'SeeDeposit': {
      const pots = potsOfIssue(issue)
      return { ...command, pot: potIn(pots, 'escrow'), pots }
    }
    case 'RetryIntent':
    case 'CancelIntent':
      return { ...command, key: ofIssue(command.key, issue) }
    case 'SettleIntent':
    case 'TellOutcome':
      return { ...command, key: ofIssue(command.key, issue), outcome: withLoan(command.outcome, issue) }
    case 'SeeContribution':
    case 'SeeWithdrawal':
      return { ...command, loan: issue }
    case 'ReportHome':
      return command.result.ok
        ? { ...command, result: { ...command.result, repository: { ...home, id: 100 + issue } } }
        : command
    default:
      return command
  }
}

const ofIssue = (name: string, issue: number): string => name.replace(stream(), stream(issue))

const withLoan = (outcome: Outcome, issue: number): Outcome =>
  outcome.ok && outcome.created ? { ...outcome, created: { ...outcome.created, loan: issue } } : outcome
