import { clip } from '../../github/escape.ts'
import { SHOWN } from '../../github/facts.ts'
import type { Section, Sections } from '../../github/section.ts'

/** What is wrong with the article's link, or has changed behind it (rule M3). Nothing where all is well. */
const linkSection: Section = {
  template: 'link/section/link',
  events: ['LinkPassed', 'LinkChanged', 'LinkFailed'],
  reads: [],
  fill({ idea, link }) {
    if (!link.failing && !link.changed) return null
    return {
      link: clip(idea.terms.link, SHOWN.link),
      failing: link.failing && { ...link.failing, reason: clip(link.failing.reason, SHOWN.text) },
      changed: link.changed,
      contentHash: link.contentHash,
    }
  },
}

export const linkSections = { link: linkSection } satisfies Sections
