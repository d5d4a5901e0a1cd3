import type { Section, Sections } from '../../github/section.ts'
import { viewDissolution } from '../../mechanisms/subnet/mined-view.ts'

/** Rule D4: that the subnet is next, or that the chain has dissolved it and what goes to its funders. */
const dissolutionSection: Section = {
  template: 'dissolution/section/dissolution',
  events: ['OutlookChanged', 'SubnetDissolved', 'RestCounted', 'FunderRepaid'],
  reads: [],
  fill(state) {
    const shown = viewDissolution(state)
    if (!shown.isNext && shown.at === null) return null
    return { ...shown, netuid: state.launch?.netuid }
  },
}

export const dissolutionSections = { dissolution: dissolutionSection } satisfies Sections
