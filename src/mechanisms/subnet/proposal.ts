import type { Besides } from '../kernel/beside.ts'
import { type CommandOf, type ErrandOf, type EventOf, rulesOf, type StateOf } from '../kernel/rules.ts'
import { proposal as family } from '../proposal/proposal.ts'
import { scoring } from '../scoring/scoring.ts'
import { raceOf, subnetOf, teamOf } from '../streams/names.ts'

const families = { proposal: family, scores: scoring }

export type ProposalFamilies = typeof families
export type ProposalState = StateOf<typeof families>
export type ProposalsCommand = CommandOf<typeof families>
export type ProposalsEvent = EventOf<typeof families>
export type ProposalErrand = ErrandOf<typeof families>

/** One proposal with its scores: `proposal:<repository id>:<issue number>:<pull request>`. */
export const proposal = rulesOf({ kind: 'proposal', version: 5, beside }, families)

function beside(stream: string, command: ProposalsCommand): Besides {
  const streams = { home: subnetOf(stream), mining: raceOf(stream) }
  if (command.type !== 'GiveScore') return streams
  return { ...streams, tasks: teamOf(stream), lastScore: { rows: 'score', user: command.validator.id } }
}
