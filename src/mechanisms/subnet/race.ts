import type { Besides } from '../kernel/beside.ts'
import { type CommandOf, type ErrandOf, type EventOf, rulesOf, type StateOf } from '../kernel/rules.ts'
import { mining } from '../mining/mining.ts'
import { forget, keep } from '../payments/keep.ts'
import { payments } from '../payments/payments.ts'
import { proposalOf, refundOf, subnetOf } from '../streams/names.ts'

export const raceFamilies = { mining, payments }

export type RaceFamilies = typeof raceFamilies
export type RaceState = StateOf<RaceFamilies>
export type RaceCommand = CommandOf<RaceFamilies>
export type RaceEvent = EventOf<RaceFamilies>
export type RaceErrand = ErrandOf<RaceFamilies>

/** The race for a subnet's architecture: `race:<repository id>:<issue number>`. */
export const race = rulesOf(
  { kind: 'race', version: 7, keep, forget, beside, keyedBy: subnetOf },
  raceFamilies,
)

function beside(stream: string, command: RaceCommand): Besides {
  const launch = subnetOf(stream)
  if (command.type === 'SeeGuarantee') return { launch, refund: refundOf(command.payer, command.pot) }
  if (command.type === 'Accept') return { launch, proposal: proposalOf(launch, command.pull) }
  const asksUpdate = command.type === 'ReportStakes' || command.type === 'SeeChange'
  return asksUpdate ? { launch, update: launch } : { launch }
}
