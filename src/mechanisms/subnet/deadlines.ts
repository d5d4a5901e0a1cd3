import type { Due } from '../kernel/family.ts'
import { team } from '../team/team.ts'
import { race } from './race.ts'
import type { SubnetState } from './state.ts'
import { subnet } from './subnet.ts'

/** When the clock has to call for a subnet, its race or its tasks. */
export function deadlines(state: SubnetState): Due {
  const [life, ...others] = [subnet.due(state), race.due(state.race), team.due(state.crew)]
  return others.reduce(
    (due, { at, block }) => ({ at: earlier(due.at, at), block: earlier(due.block, block) }),
    life,
  )
}

const earlier = (one: number | null, other: number | null): number | null =>
  one === null ? other : other === null ? one : Math.min(one, other)
