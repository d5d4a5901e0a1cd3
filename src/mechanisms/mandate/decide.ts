import type { Architecture } from '../architecture/architecture.ts'
import { accept } from '../kernel/decision.ts'
import type { Decided, View } from '../kernel/family.ts'
import type { MandateShape, ReportMandate, SeeMerged } from './slice.ts'

type State = View<MandateShape>

/** C1: what is merged into a live subnet is applied. What was merged before the last change is a part of it. */
export function seeMerged(state: State, { pull, mergedAt, at, source }: SeeMerged): Decided<MandateShape> {
  const { phase, launch, mandate } = state
  const { heard, change } = mandate
  if (phase !== 'live' || launch?.pull === pull || change?.pull === pull || mergedAt <= heard) return accept()
  return accept({ type: 'ChangeMerged', number: (change?.number ?? 0) + 1, pull, mergedAt, at, source })
}

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
