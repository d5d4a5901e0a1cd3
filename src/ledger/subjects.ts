import type { SubnetState } from '../mechanisms/subnet/state.ts'

/** One thing on GitHub, and the job that makes it show the state. */
export type Subject =
  | { readonly queue: 'thread' | 'checks'; readonly stream: string }
  | { readonly queue: 'incident'; readonly stream: string; readonly issue: number }

/**
 * What may have to show something else after some events: the thread, which tells of everything; the check runs of all proposals, which
 * tell of the race; each incident to which something came. Slices that no event touched are the same objects.
 */
export function changedSubjects(before: SubnetState, after: SubnetState): Subject[] {
  const { stream, home } = after
  const known = new Set(before.probation?.incidents)
  const incidents = (after.probation?.incidents ?? []).filter((incident) => !known.has(incident))
  return [
    { queue: 'thread', stream },
    ...(home && isRaceChanged(before, after) ? [{ queue: 'checks', stream } as const] : []),
    ...(home ? incidents.map(({ issue }) => ({ queue: 'incident', stream, issue }) as const) : []),
  ]
}

const isRaceChanged = (before: SubnetState, after: SubnetState): boolean =>
  before.proposals !== after.proposals || before.scoring !== after.scoring || before.mining !== after.mining
