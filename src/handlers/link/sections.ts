import { clip, type Markdown } from '../../github/escape.ts'
import { type OpenedState, SHOWN } from '../../github/facts.ts'
import { renderPart } from '../../github/template.ts'

/** What is wrong with the article's link, or has changed behind it (rule M3). Nothing where all is well. */
export function linkSection({ idea, link }: OpenedState): Markdown | null {
  if (!link.failing && !link.changed) return null
  return renderPart('comments/section/link', {
    link: clip(idea.terms.link, SHOWN.link),
    failing: link.failing && { ...link.failing, reason: clip(link.failing.reason, SHOWN.text) },
    changed: link.changed,
    contentHash: link.contentHash,
  })
}

/** The issue says something else than what was paid for. */
export function editedSection({ idea }: OpenedState): Markdown | null {
  if (idea.editedAfterPayment.length === 0) return null
  const { title, link, target, roles } = idea.terms
  return renderPart('comments/section/edited', {
    changed: idea.editedAfterPayment,
    title: clip(title, SHOWN.text),
    link: clip(link, SHOWN.link),
    target,
    roles: clip(roles.join(', '), SHOWN.text),
  })
}
