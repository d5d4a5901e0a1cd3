import { accept, refuse } from '../kernel/decision.ts'
import type { Decided, Wide } from '../kernel/family.ts'
import type { Person } from '../kernel/occurrence.ts'
import { filesVerdictOf } from './contender.ts'
import { isSameSighting, sightedAt } from './sightings.ts'
import type { Proposal, ProposalShape, ReportHead, SeeMerge, SeeProposal } from './slice.ts'

type State = Wide<ProposalShape>

/**
 * A2: news of a pull request. What GitHub says twice changes nothing; what it says late changes what the pull request was, and not
 * what it is. Who made it stays so when the account is gone; with an author that nobody ever knew there is no proposal.
 */
export function seeProposal({ home, proposal }: State, command: SeeProposal): Decided<ProposalShape> {
  if (!home) return refuse('no-idea')
  if (proposal && isKnown(proposal, command)) return accept()
  const author = authorOf(proposal, command)
  if (!author) return refuse('no-proposal')
  const { type: _, isChange: __, ...news } = command
  return accept({ type: 'ProposalSeen', ...news, author })
}

/** A login can change, and an account can go; whose the pull request is does not. */
const authorOf = (known: Proposal | null, { author }: SeeProposal): Person | null =>
  known && known.author.id !== author?.id ? known.author : author

/**
 * Whether news say nothing new. A change that leads to what is known is new too: what came between may be heard later, and is then not
 * taken for the present.
 */
function isKnown(known: Proposal, news: SeeProposal): boolean {
  if (isKnownPush(known, news)) return true
  const last = sightedAt(known, news.at)
  if (!last || !isSameSighting(news, last)) return false
  const isRetitled = news.at >= known.updatedAt && news.title !== known.title
  return !isRetitled && (!news.isChange || news.at === last.at)
}

/** Another push of its second may stand after it. */
const isKnownPush = ({ sightings }: Proposal, { at, head, before }: SeeProposal): boolean =>
  before !== undefined && sightings.some((one) => one.at === at && one.head === head && one.before === before)

/** What was read of a head counts once, and as long as it is remembered when that head stood. */
export function reportHead({ proposal }: State, command: ReportHead): Decided<ProposalShape> {
  if (!proposal) return refuse('no-proposal')
  const { head } = command
  if (proposal.head === head ? proposal.reading : filesVerdictOf(proposal, head)) return accept()
  if (proposal.head !== head && !proposal.sightings.some((one) => one.head === head)) return accept()
  const { type: _, ...read } = command
  return accept({ type: 'HeadRead', ...read })
}

/** The App has merged it; GitHub's own news of it may come later. */
export function seeMerge({ proposal }: State, { at, source }: SeeMerge): Decided<ProposalShape> {
  return proposal?.status === 'merged' ? accept() : accept({ type: 'HeadMerged', at, source })
}

/** Whether it is in the race: open, aimed at the architecture, and without a problem in its files. */
export const isRunning = ({ status, reading }: Pick<Proposal, 'status' | 'reading'>): boolean =>
  status === 'open' && reading !== null && reading.touches && reading.problems.length === 0

/** Whether its present head has to be read: closed ones are left alone. */
export const isUnread = ({ status, reading }: Proposal): boolean =>
  reading === null && (status === 'open' || status === 'draft')
