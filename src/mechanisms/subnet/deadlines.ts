import type { Due } from '../kernel/family.ts'
import { race } from './race.ts'
import type { SubnetState } from './state.ts'
import { subnet } from './subnet.ts'

/** When the clock has to call for a subnet or its race. */
export function deadlines(state: SubnetState): Due {
  const [life, mining] = [subnet.due(state), race.due(state.race)]
  return { at: earlier(life.at, mining.at), block: earlier(life.block, mining.block) }
}

const earlier = (one: number | null, other: number | null): number | null =>
  one === null ? other : other === null ? one : Math.min(one, other)
