import type { Accused } from '../dispute/slice.ts'
import type { Person } from '../kernel/occurrence.ts'
import type { SeesLaunch } from '../launch/slice.ts'
import type { SeesUpdate } from '../update/slice.ts'
import type { IncidentOpened, SeesProbation } from './slice.ts'

/** What stands its probation: an upheld incident breaks it (L2, N2). */
export interface OnProbation {
  /** The round of an update; null for the launch. */
  readonly round: number | null
  readonly guarantor: Person
  /** Incidents can be opened from then on, and before the end: milliseconds, UTC. */
  readonly since: number
  readonly until: number
}

/** The launch until its verdict, and an update after it. Null while nothing stands a probation. */
export function onProbation({
  probation,
  launch,
  update: { current },
}: SeesProbation & SeesLaunch & SeesUpdate): OnProbation | null {
  if (!probation || !launch) return null
  const { days, day } = launch.rules.probation
  const { startedAt: since } = probation
  if (!probation.verdict)
    return { round: null, guarantor: launch.guarantor, since, until: since + days * day }
  if (current?.stage !== 'probation' || current.startedAt === null) return null
  const { round, guarantor, startedAt, rules } = current
  const length = rules.month.probationDays * rules.probation.day
  return { round, guarantor, since: startedAt, until: startedAt + length }
}

/** What an event says of an incident that is about an update. */
export const ofUpdate = (round: number | null): { readonly round?: number } =>
  round === null ? {} : { round }

/** Whom an incident is about that was opened in this state: it is kept with it, since the next update has another author. */
export function accusedBy(
  { round }: Pick<IncidentOpened, 'round'>,
  { launch, update: { current } }: SeesLaunch & SeesUpdate,
): Accused | null {
  if (round !== undefined)
    return current?.round === round ? { round, guarantor: current.guarantor, isUpdate: true } : null
  return launch && { round: launch.round, guarantor: launch.guarantor, isUpdate: false }
}
