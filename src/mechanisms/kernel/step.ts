import type { Config } from '../config.ts'
import type { Refusal } from './decision.ts'
import type { Named, Told } from './family.ts'
import type { Rules } from './rules.ts'

/** What a command comes to in its own stream, and what other streams are told of it. */
export interface Step<State, Event> {
  readonly refusal: Refusal | null
  /** What the person has to know of what happened. */
  readonly notice: Refusal | null
  readonly events: readonly Event[]
  readonly after: State
  readonly told: readonly Told[]
}

/** Decides on a command and folds what was decided. `seen` are the slices of other streams that the rules asked for. */
export function step<State, Command, Event extends Named>(
  rules: Rules<State, Command, Event>,
  before: State,
  command: Command,
  { config, seen }: { readonly config: Config; readonly seen: object },
): Step<State, Event> {
  const decision = rules.decide(before, command, config, seen)
  if (decision.refusal)
    return { refusal: decision.refusal, notice: null, events: [], after: before, told: [] }
  let after = before
  const told: Told[] = []
  for (const event of decision.events) {
    after = rules.evolve(after, event)
    told.push(...rules.tells(after, event, seen))
  }
  return { refusal: null, notice: decision.notice ?? null, events: decision.events, after, told }
}
