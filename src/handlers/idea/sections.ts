import { clip } from '../../github/escape.ts'
import { SHOWN } from '../../github/facts.ts'
import type { Section, Sections } from '../../github/section.ts'

/** The issue says something else than what was paid for. */
const editedSection: Section = {
  template: 'idea/section/edited',
  events: ['IdeaEdited'],
  reads: [],
  fill({ idea }) {
    if (idea.editedAfterPayment.length === 0) return null
    const { title, link, target, roles } = idea.terms
    return {
      changed: idea.editedAfterPayment,
      title: clip(title, SHOWN.text),
      link: clip(link, SHOWN.link),
      target,
      roles: clip(roles.join(', '), SHOWN.text),
    }
  },
}

export const ideaSections = { edited: editedSection } satisfies Sections
