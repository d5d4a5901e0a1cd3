import { inHome } from '../../github/facts.ts'
import type { Section } from '../../github/section.ts'
import { homeDescription, homeName } from '../../mechanisms/home/naming.ts'

/** Rule A1: where the subnet's repository is, or what a person has to do so that it can be made. */
export const homeSection: Section = {
  name: 'home',
  template: 'home/section/home',
  events: ['HomeMade', 'ErrandBlocked', 'ErrandRetried'],
  fill(state, facts) {
    const { idea, home, errands } = state
    if (home) return { made: inHome(state, facts) }
    if (!errands.home) return null
    const { owner } = idea.repository
    const [name, description] = [homeName(idea), homeDescription(idea)]
    const asked = new URLSearchParams({ owner, name, description, visibility: 'public' })
    return {
      made: null,
      obstacle: errands.home.obstacle,
      retryAt: errands.home.retryAt,
      owner,
      name: `${owner}/${name}`,
      description,
      makeUrl: `${facts.github}/new?${asked}`,
    }
  },
}
