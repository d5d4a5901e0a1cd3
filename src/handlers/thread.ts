import { clip, type Markdown } from '../github/escape.ts'
import { type OpenedState, SHOWN, type ThreadFacts } from '../github/facts.ts'
import { labelsOf } from '../github/labels.ts'
import { renderTemplate } from '../github/template.ts'
import type { Thread } from '../github/thread.ts'
import { openDispute } from '../mechanisms/dispute/decide.ts'
import type { Phase, SubnetState } from '../mechanisms/subnet/state.ts'
import { depositSection, paymentSection, receivedSection } from './deposit/sections.ts'
import { disputeSection, pastDisputesSection } from './dispute/sections.ts'
import { fundingSection } from './funding/sections.ts'
import { homeSection } from './home/sections.ts'
import { launchSection } from './launch/sections.ts'
import { editedSection, linkSection } from './link/sections.ts'
import { invitationSection } from './mining/invitation.ts'
import { pastRoundsSection, raceSection } from './mining/sections.ts'
import { waitingSection } from './payments/waiting.ts'
import { earnedSection } from './probation/earned.ts'
import { incidentsSection, probationSection } from './probation/sections.ts'
import { proposalStatus } from './proposal/status.ts'
import { summarize } from './summary.ts'

const HEADINGS = {
  'awaiting-deposit': 'Awaiting deposit',
  checking: 'Checking the link',
  funding: 'Funding',
  minable: 'Minable',
  launching: 'Launching',
  preparing: 'Preparing',
  probation: 'On probation',
  live: 'Live',
  failed: 'Failed its probation',
  unfunded: 'Unfunded',
  slashed: 'Slashed',
  closed: 'Closed',
} as const

const SECTIONS = [
  editedSection,
  paymentSection,
  receivedSection,
  disputeSection,
  linkSection,
  invitationSection,
  raceSection,
  launchSection,
  probationSection,
  incidentsSection,
  earnedSection,
  homeSection,
  fundingSection,
  depositSection,
  waitingSection,
  pastRoundsSection,
  pastDisputesSection,
] as const

/** The same state and facts give the same thread, to the letter. Null where no idea was opened. */
export function renderThread(state: SubnetState, facts: ThreadFacts): Thread | null {
  if (!isOpened(state) || state.phase === 'none') return null
  const { terms, discoverer } = state.idea
  const heading = HEADINGS[state.phase]
  const body = fitting(
    SECTIONS.flatMap((section) => section(state, facts) ?? []),
    (sections, left) =>
      renderTemplate('comments/thread', {
        heading: openDispute(state) ? `${heading}, challenged` : heading,
        title: clip(terms.title, SHOWN.text),
        discoverer: clip(discoverer.login, SHOWN.login),
        target: state.funding?.target ?? terms.target,
        page: facts.page,
        summary: summarize(state, facts),
        ...{ sections, left },
      }),
  )
  return { body, labels: labelsOf(state), closed: isOver(state) }
}

/** GitHub takes 65,536 characters, of which the marker needs a few. */
const LIMIT = 65_000

/** As many sections as there is room for: those that are left out stand at the end, where history is. */
function fitting(
  sections: readonly Markdown[],
  render: (sections: readonly Markdown[], left: number) => string,
): string {
  for (let shown = sections.length; ; shown -= 1) {
    const body = render(sections.slice(0, shown), sections.length - shown)
    if (body.length < LIMIT || shown === 0) return body
  }
}

/**
 * The answer to `/status`: where the idea stands, without the details of the sticky comment. Asked in the subnet's own
 * repository, on a proposal, it says where that stands first.
 */
export function renderStatus(
  state: SubnetState,
  facts: ThreadFacts,
  askedOn: number | null = null,
): string | null {
  if (!isOpened(state)) return null
  return renderTemplate('replies/status', {
    proposal: askedOn === null ? null : proposalStatus(state, askedOn),
    summary: summarize(state, facts),
    page: facts.page,
    thread: askedOn === null ? null : `${marketOf(state, facts)}/issues/${state.idea.issue}`,
  })
}

function marketOf({ idea: { repository } }: OpenedState, { github }: ThreadFacts): string {
  return `${github}/${[repository.owner, repository.name].map(encodeURIComponent).join('/')}`
}

const isOpened = (state: SubnetState): state is OpenedState => state.idea !== null

const OVER: readonly Phase[] = ['unfunded', 'slashed', 'failed']

/** What a person has closed needs no closing. */
const isOver = ({ phase, idea }: OpenedState): boolean =>
  OVER.includes(phase) || (phase === 'closed' && idea.closedWhy !== 'withdrawn')
