import type { Markdown } from '../../github/escape.ts'
import { inHome, type OpenedState, type ThreadFacts } from '../../github/facts.ts'
import { renderPart } from '../../github/template.ts'
import { homeDescription, homeName } from '../../mechanisms/home/naming.ts'

/** Rule A1: where the subnet's repository is, or what a person has to do so that it can be made. */
export function homeSection(state: OpenedState, facts: ThreadFacts): Markdown | null {
  const { idea, home, errands } = state
  if (home) return renderPart('comments/section/home', { made: inHome(state, facts) })
  if (!errands.home) return null
  const { owner } = idea.repository
  const [name, description] = [homeName(idea), homeDescription(idea)]
  const asked = new URLSearchParams({ owner, name, description, visibility: 'public' })
  return renderPart('comments/section/home', {
    made: null,
    obstacle: errands.home.obstacle,
    retryAt: errands.home.retryAt,
    ...{ owner, name: `${owner}/${name}`, description },
    makeUrl: `${facts.github}/new?${asked}`,
  })
}
