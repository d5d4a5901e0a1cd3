import { clip } from '../../github/escape.ts'
import { SHOWN } from '../../github/facts.ts'
import type { Section } from '../../github/section.ts'

/** The issue says something else than what was paid for. */
export const editedSection: Section = {
  name: 'edited',
  template: 'idea/section/edited',
  events: ['IdeaEdited'],
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
