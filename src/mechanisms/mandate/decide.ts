import type { Architecture } from '../architecture/architecture.ts'
import { accept, refuse } from '../kernel/decision.ts'
import type { Decided, View } from '../kernel/family.ts'
import type { Occurrence } from '../kernel/occurrence.ts'
import { keyOf } from '../kernel/purpose.ts'
import { isOlder } from '../kernel/said.ts'
import type { SeesPayments } from '../payments/slice.ts'
import { guarantorInForce } from '../update/guarantor.ts'
import type {
  Change,
  MandatePurpose,
  MandateShape,
  MandateSlice,
  Reconcile,
  ReportLikeChain,
  ReportMandate,
  SeeMerged,
  SeesMandate,
} from './slice.ts'

type State = View<MandateShape>

/**
 * C1: what is merged into a live subnet is applied. What was merged before the last change is a part of it, and what is merged while another
 * is applied waits: else the calls that have not gone yet would be forgotten.
 */
export function seeMerged(state: State, { pull, mergedAt, at, source }: SeeMerged): Decided<MandateShape> {
  const { phase, launch, mandate } = state
  const { heard, change } = mandate
  if (phase !== 'live' || launch?.pull === pull || change?.pull === pull || mergedAt <= heard) return accept()
  if (isOpen(mandate)) return accept({ type: 'ChangeWaits', pull, mergedAt, at, source })
  return accept({ type: 'ChangeMerged', number: (change?.number ?? 0) + 1, pull, mergedAt, at, source })
}

/** C1: whose architecture is in force says which side is right. */
export function reconcile(state: State, command: Reconcile): Decided<MandateShape> {
  const { phase, drift, mandate } = state
  const { side, person, at, source } = command
  const guarantor = guarantorInForce(state)
  if (phase !== 'live' || !guarantor) return refuse('not-live')
  if (person.id !== guarantor.id) return refuse('not-guarantor', { guarantor: guarantor.login })
  const { change, likeChain } = mandate
  const last = side === 'chain' ? likeChain?.said : change?.said
  if (last && isOneSaying(last, command)) return accept()
  if (isOpen(mandate) && !(side === 'repository' && isStuck(state))) return refuse('changing')
  if (side === 'repository')
    return accept({ type: 'RepositoryChosen', number: (change?.number ?? 0) + 1, by: person, at, source })
  if (likeChain && likeChain.left === null) return refuse('proposing')
  if (drift.rows.length === 0) return refuse('no-drift')
  return accept({ type: 'ChainChosen', number: (likeChain?.number ?? 0) + 1, by: person, at, source })
}

const isOneSaying = (one: Occurrence, other: Occurrence): boolean =>
  !isOlder(one, other) && !isOlder(other, one)

export function reportLikeChain({ mandate }: State, command: ReportLikeChain): Decided<MandateShape> {
  const { number, pull, left, at, source } = command
  const { likeChain } = mandate
  if (likeChain?.number !== number || likeChain.left !== null) return accept()
  return accept({ type: 'LikeChainProposed', number, pull, left, at, source })
}

/** Whether the chain is about to be made like the architecture: until then it differs. */
export const isOpen = ({ change }: MandateSlice): boolean =>
  change?.stage === 'reading' || change?.stage === 'applying'

/** Whether the chain has refused the call whose turn it is: it may refuse it for ever. */
export function isStuck({
  stream,
  mandate: { change },
  payments,
}: SeesMandate & SeesPayments & { readonly stream: string }): boolean {
  return change?.stage === 'applying' && payments.failed[keyOf(stream, stepOf(change))] !== undefined
}

/** What the call is for whose turn it is. */
export const stepOf = ({ number, done }: Change): MandatePurpose => ({
  kind: 'owner-step',
  about: [number, done],
})

/** Only the last change counts: what was read for another is passed over. */
export function reportMandate(state: State, command: ReportMandate): Decided<MandateShape> {
  const { launch, mandate } = state
  const { number, commit, architecture, problems, steps, block, at, source } = command
  const { change } = mandate
  if (!launch || change?.number !== number || change.stage !== 'reading') return accept()
  if (!architecture || problems.length > 0)
    return accept({ type: 'ChangeRefused', number, commit, problems, at, source })
  const changesRoles = rolesIn(architecture) !== rolesIn(launch.architecture)
  return accept({
    type: 'ArchitectureAdopted',
    number,
    commit,
    architecture,
    changesRoles,
    steps,
    block,
    at,
    source,
  })
}

const rolesIn = ({ roles }: Architecture): string =>
  JSON.stringify(roles.map(({ id, seats, mechanism }) => [id, seats, mechanism]))
