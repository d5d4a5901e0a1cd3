import { type CommandOf, type ErrandOf, type EventOf, rulesOf, type StateOf } from '../kernel/rules.ts'
import { mining } from '../mining/mining.ts'
import { forget, keep } from '../payments/keep.ts'
import { payments } from '../payments/payments.ts'
import { subnetOf } from '../streams/names.ts'

export const raceFamilies = { mining, payments }

export type RaceFamilies = typeof raceFamilies
export type RaceState = StateOf<RaceFamilies>
export type RaceCommand = CommandOf<RaceFamilies>
export type RaceEvent = EventOf<RaceFamilies>
export type RaceErrand = ErrandOf<RaceFamilies>

/** The race for a subnet's architecture: `race:<repository id>:<issue number>`. */
export const race = rulesOf({ kind: 'race', version: 7, keep, forget, keyedBy: subnetOf }, raceFamilies)
