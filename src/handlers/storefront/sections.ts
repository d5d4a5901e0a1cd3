import { inHome } from '../../github/facts.ts'
import type { Section, Sections } from '../../github/section.ts'

/** Rule S1: where the output is sold. */
const storefrontSection: Section = {
  template: 'storefront/section/storefront',
  events: ['StorefrontOpened', 'SubnetDissolved'],
  reads: [],
  fill(state, facts) {
    const { storefront, phase } = state
    const home = inHome(state, facts)
    if (!storefront || !home || phase === 'dissolved') return null
    return { url: `${home.url}/issues/${storefront.issue}` }
  },
}

export const storefrontSections = { storefront: storefrontSection } satisfies Sections
