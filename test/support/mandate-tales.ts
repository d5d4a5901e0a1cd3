import type { Architecture } from '../../src/mechanisms/architecture/architecture.ts'
import type { QueuedStep } from '../../src/mechanisms/architecture/turns.ts'
import type { SubnetCommand } from '../../src/mechanisms/subnet/state.ts'
import { people, START, settle } from './commands.ts'
import { differing } from './drift-tale.ts'
import {
  architecture,
  askSeat,
  key,
  reconcile,
  reportDrift,
  reportHead,
  reportLikeChain,
  reportMandate,
  reportStorefront,
  seeDrift,
  seeProposal,
} from './mined-commands.ts'
import { minedTales } from './mined-tales.ts'

/** Its tempo is another. */
export const quicker: Architecture = { ...architecture, hyperparameters: { tempo: 720n, rho: 12n } }

/** It has one seat less, and a role more. */
export const otherTeam: Architecture = {
  ...quicker,
  roles: [
    { id: 'developer', seats: 2, mechanism: 'people' },
    { id: 'writer', seats: 1, mechanism: null },
  ],
}

const epochs = { next: 1_080, every: 360, closed: 10 }

export const queue: readonly QueuedStep[] = [
  { step: { kind: 'hyperparameter', name: 'tempo', value: 720n }, turn: { from: 961, epochs } },
  { step: { kind: 'hyperparameter', name: 'rho', value: 12n }, turn: { from: 1_300, epochs } },
]

/** A pull request that changes the architecture is proposed, read, and merged. */
const merge = (after: number, pull: number, changed = quicker): SubnetCommand[] => [
  seeProposal(after, pull, people.fox),
  reportHead(after + 10, pull, { architecture: changed }),
  seeProposal(after + 20, pull, people.fox, { status: 'merged' }),
]

const live: SubnetCommand[] = [...minedTales.passed, reportStorefront(90_000), askSeat(90_010, people.eva)]
const merged = [...live, ...merge(90_100, 21)]
const applying = [...merged, reportMandate(90_200, 1, { architecture: quicker, steps: queue })]
const half = [...applying, settle(90_210, 71, key('owner-step', 1, 0))]
const applied = [...half, settle(90_220, 72, key('owner-step', 1, 1))]
const nothing = [
  ...applied,
  ...merge(90_300, 22, otherTeam),
  reportMandate(90_400, 2, { architecture: otherTeam, block: 1_400 }),
]

/** Another is merged while the second call waits, which the chain then refuses. */
const stuck = [
  ...half,
  seeProposal(90_250, 28, people.eva, { status: 'merged' }),
  settle(90_300, 90, key('owner-step', 1, 1), { ok: false, error: 'SubtensorModule.NotPermitted' }),
]
const cancel: SubnetCommand = {
  type: 'CancelIntent',
  key: key('owner-step', 1, 1),
  operator: 'mia',
  reason: 'The chain never takes it.',
  at: START + 90_400,
  source: { kind: 'operator', name: 'mia' },
}

const wrong = { file: 'architecture.yaml', line: 12, column: 3, message: 'Write at most `256`.' }

const drifting = [...live, seeDrift(91_000, differing), reportDrift(91_010)]
const proposing = [...drifting, reconcile(91_100, 'chain')]
const proposed = [...proposing, reportLikeChain(91_200, 1, 31, ['mechanism-count'])]
const chosen = [...proposed, reconcile(91_300, 'repository')]

/** Lives of a live subnet into whose repository somebody merges. */
export const mandateTales = {
  merged,
  applying,
  half,
  stuck,
  /** What waited begins. */
  followed: [...stuck, cancel],
  givenUp: [...half, ...stuck.slice(-1), cancel],
  applied,
  nothing,
  refused: [...nothing, ...merge(90_500, 23), reportMandate(90_600, 3, { problems: [wrong] })],
  drifting,
  proposing,
  proposed,
  chosen,
  settingBack: [...chosen, reportMandate(91_400, 1, { steps: queue })],
  inVain: [...proposing, reportLikeChain(91_200, 1, null, ['mechanism-count'])],
  /** Merged before the probation was over: no change of a live subnet. */
  early: [...minedTales.passed, seeProposal(1_900, 24, people.fox, { status: 'merged' })],
} satisfies Record<string, readonly SubnetCommand[]>
