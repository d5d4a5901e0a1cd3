import { clip } from '../../github/escape.ts'
import { SHOWN } from '../../github/facts.ts'
import { seatsIn } from '../../mechanisms/team/bench.ts'
import type { Bench } from '../../mechanisms/team/slice.ts'
import { weightsOf } from '../../mechanisms/team/standing.ts'

/** A role as people are shown it. */
interface Listed {
  readonly id: string
  readonly seats: number
  readonly members: readonly {
    readonly id: number
    readonly login: string
    /** Up to when nobody can take the seat: milliseconds, UTC. */
    readonly immuneUntil: number
    /** In the team's mechanism, u16. */
    readonly weight: number
  }[]
}

/** The roles in the order of the architecture, each with its members: who came first stands first. */
export function rosterOf(bench: Bench): Listed[] {
  const weights = weightsOf(bench)
  return bench.roles.map(({ id, seats }) => ({
    id,
    seats,
    members: seatsIn(bench, id).map(({ person, since }) => ({
      id: person.id,
      login: clip(person.login, SHOWN.login),
      immuneUntil: since + bench.immunity,
      weight: weights.get(person.id) ?? 0,
    })),
  }))
}
