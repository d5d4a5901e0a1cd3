import type { StepOf } from '../kernel/rules.ts'
import { type RaceFamilies, raceFamilies } from './race.ts'
import type { SubnetState } from './state.ts'
import { type LifeFamilies, lifeFamilies } from './subnet.ts'

/** What happens next; the words for it are templates. */
export type NextStep = StepOf<LifeFamilies & RaceFamilies> | 'nothing'

/** The families that a subnet may wait for, in the order of their registries. */
const asked: readonly ((state: SubnetState) => NextStep | null)[] = [
  ...Object.values(lifeFamilies),
  ...Object.values(raceFamilies),
].flatMap(({ next }) => next ?? [])

/** What the first family that has something to wait for waits for. */
export function nextStep(state: SubnetState): NextStep {
  for (const next of asked) {
    const step = next(state)
    if (step) return step
  }
  return 'nothing'
}
