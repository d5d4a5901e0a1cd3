import { type CommandOf, type ErrandOf, type EventOf, rulesOf, type StateOf } from '../kernel/rules.ts'
import { proposal as family } from '../proposal/proposal.ts'
import { scoring } from '../scoring/scoring.ts'

const families = { proposal: family, scores: scoring }

export type ProposalFamilies = typeof families
export type ProposalState = StateOf<typeof families>
export type ProposalsCommand = CommandOf<typeof families>
export type ProposalsEvent = EventOf<typeof families>
export type ProposalErrand = ErrandOf<typeof families>

/** One proposal with its scores: `proposal:<repository id>:<issue number>:<pull request>`. */
export const proposal = rulesOf({ kind: 'proposal', version: 5 }, families)
