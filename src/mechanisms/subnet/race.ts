import {
  type Besides,
  type CommandOf,
  type ErrandOf,
  type EventOf,
  rulesOf,
  type StateOf,
} from '../kernel/rules.ts'
import { mining } from '../mining/mining.ts'
import { forget, keep } from '../payments/keep.ts'
import { payments } from '../payments/payments.ts'
import { subnetOf } from '../streams/names.ts'

const families = { mining, payments }

export type RaceFamilies = typeof families
export type RaceState = StateOf<typeof families>
export type RaceCommand = CommandOf<typeof families>
export type RaceEvent = EventOf<typeof families>
export type RaceErrand = ErrandOf<typeof families>

/** The race for a subnet's architecture: `race:<repository id>:<issue number>`. */
export const race = rulesOf({ kind: 'race', version: 2, keep, forget, beside, keyedBy: subnetOf }, families)

function beside(stream: string): Besides {
  return { launch: subnetOf(stream) }
}
