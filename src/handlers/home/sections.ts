import { clip } from '../../github/escape.ts'
import { inHome, SHOWN } from '../../github/facts.ts'
import type { Section, Sections } from '../../github/section.ts'
import { homeDescription, homeName } from '../../mechanisms/home/naming.ts'

/** Rule A1: where the subnet's repository is, or what a person has to do so that it can be made. */
const homeSection: Section = {
  template: 'home/section/home',
  events: ['HomeMade', 'ErrandBlocked', 'ErrandRetried'],
  reads: [],
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
      said: clip(errands.home.said ?? '', SHOWN.gist),
      retryAt: errands.home.retryAt,
      owner,
      name: `${owner}/${name}`,
      description,
      makeUrl: `${facts.github}/new?${asked}`,
    }
  },
}

export const homeSections = { home: homeSection } satisfies Sections
