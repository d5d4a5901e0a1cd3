import { accept, type Decision, refuse } from '../decider.ts'
import type { View } from '../kernel/family.ts'
import type { Proposal, ProposalEvent, ProposalShape, ReportHead, SeeProposal } from './slice.ts'

type State = View<ProposalShape>

/** A2: news of a pull request. What GitHub says twice, or says late, changes nothing. */
export function seeProposal(state: State, command: SeeProposal): Decision<ProposalEvent> {
  if (!state.home) return refuse('no-idea')
  const known = state.proposals[command.pull]
  if (known && (command.at < known.updatedAt || isSame(known, command))) return accept()
  const { type: _, ...news } = command
  return accept({ type: 'ProposalSeen', ...news })
}

const isSame = (known: Proposal, news: SeeProposal): boolean =>
  known.head === news.head && known.status === news.status && known.title === news.title

/** What was read of a head counts only while it is the head, and once. */
export function reportHead(state: State, command: ReportHead): Decision<ProposalEvent> {
  const proposal = state.proposals[command.pull]
  if (!proposal) return refuse('no-proposal')
  if (proposal.head !== command.head || proposal.reading) return accept()
  const { type: _, ...read } = command
  return accept({ type: 'HeadRead', ...read })
}

/** Whether it is in the race: open, aimed at the architecture, and without a problem in its files. */
export const isRunning = ({ status, reading }: Proposal): boolean =>
  status === 'open' && reading !== null && reading.touches && reading.problems.length === 0

/** Whether its present head has to be read: closed ones are left alone. */
export const isUnread = ({ status, reading }: Proposal): boolean =>
  reading === null && (status === 'open' || status === 'draft')
