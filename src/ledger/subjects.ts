import { ballotOf, isOfBallot } from '../mechanisms/dispute/ballots.ts'
import type { Kind } from '../mechanisms/streams/kinds.ts'
import { subnetOf } from '../mechanisms/streams/names.ts'
import { happenedIn } from './causes.ts'
import type { StreamChange } from './changes.ts'

const isShown = (kind: Kind): boolean => kind !== 'account' && kind !== 'coldkey' && kind !== 'refund'

/** Whether events of these types can change what a thread shows. */
export type ChangesThread = (types: readonly ReturnType<typeof happenedIn>[number][]) => boolean

/** One thing on GitHub, and the job that makes it show the state. */
export type Subject =
  | { readonly queue: 'thread' | 'checks' | 'storefront'; readonly stream: string }
  /** The check run of one proposal; `stream` is the proposal's own. */
  | { readonly queue: 'check'; readonly stream: string }
  | { readonly queue: 'incident'; readonly stream: string; readonly issue: number }

/**
 * The subjects that may show something else after some changes of one stream:
 * - the thread, if one of the events can change it
 * - the check run of a proposal to which something came, or of all if something came to the round
 * - each incident to which something came
 * - the issue that tells of drift, if that has changed
 * - a task that is open anew, or for longer
 * - where the output is sold, if something was bought, or if it was opened or ends
 */
export function changedSubjects(changes: readonly StreamChange[], changesThread: ChangesThread): Subject[] {
  const last = changes.at(-1)
  if (!last || !isShown(last.kind)) return []
  const isTold = changesThread(happenedIn(changes))
  const threads: Subject[] = isTold ? [{ queue: 'thread', stream: subnetOf(last.stream) }] : []
  return [...threads, ...besides(last, changes)]
}

/** What is shown beside the thread. A kind of stream that is not of production is shown nowhere. */
function besides(last: StreamChange, changes: readonly StreamChange[]): readonly Subject[] {
  switch (last.kind) {
    case 'proposal':
      return [{ queue: 'check', stream: last.stream }]
    case 'race':
      return [{ queue: 'checks', stream: subnetOf(last.stream) }]
    case 'subnet':
      return [
        ...changedIncidents(changes),
        ...changedStorefront(last.stream, changes),
        ...changedDrift(changes),
      ]
    case 'sales':
      return [{ queue: 'storefront', stream: subnetOf(last.stream) }]
    case 'team':
      return changedTasks(changes)
    default:
      return []
  }
}

function changedTasks(changes: readonly StreamChange[]): Subject[] {
  const issues = changes.flatMap(({ stream, event }) =>
    event.type === 'TaskOpened' || event.type === 'TaskExtended' ? [{ stream, issue: event.issue }] : [],
  )
  return issues.map(({ stream, issue }) => ({ queue: 'incident', stream: subnetOf(stream), issue }))
}

function changedIncidents(changes: readonly StreamChange[]): Subject[] {
  const ballots = changes.flatMap(({ stream, event }) =>
    isOfBallot(event) ? [{ stream, ...ballotOf(event) }] : [],
  )
  const incidents = ballots.filter(({ of }) => of === 'incident')
  const byIssue = new Map(incidents.map(({ stream, number }) => [number, stream]))
  return [...byIssue].map(([issue, stream]) => ({ queue: 'incident', stream, issue }))
}

function changedStorefront(stream: string, changes: readonly StreamChange[]): readonly Subject[] {
  const isChanged = changes.some(
    ({ event: { type } }) => type === 'StorefrontOpened' || type === 'SubnetDissolved',
  )
  return isChanged ? [{ queue: 'storefront', stream }] : []
}

const SHOWN_WITH_DRIFT: ReadonlySet<string> = new Set([
  'DriftChanged',
  'DriftTold',
  'SubnetDissolved',
  'RepositoryChosen',
  'ChangeMerged',
  'LikeChainProposed',
  'ArchitectureAdopted',
  'ChangeRefused',
  'ChangeStepDone',
  'IntentCancelled',
  // Then somebody else says which side is right.
  'UpdateApplied',
  'UpdateEnded',
])

function changedDrift(changes: readonly StreamChange[]): Subject[] {
  const last = changes.findLast(({ event: { type } }) => SHOWN_WITH_DRIFT.has(type))
  if (last?.kind !== 'subnet' || last.after.drift.issue === null) return []
  return [{ queue: 'incident', stream: last.stream, issue: last.after.drift.issue }]
}
