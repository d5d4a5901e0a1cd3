import type { Section, Sections } from '../../github/section.ts'

/** What the App's key does by itself, and for what guardians are asked each time. */
const delegatesSection: Section = {
  template: 'delegates/section/delegates',
  events: ['DelegatesPlanned', 'DelegateChanged', 'SubnetDissolved'],
  reads: [],
  fill({ delegates: { block, changes, given }, launch }) {
    if (block === null || launch?.stage === 'dissolved') return null
    const rows = (['payroll', 'hotkey'] as const).map((pot) => {
      const open = changes.find((one) => one.pot === pot && one.isGiven && !one.isDone)
      const type = open?.type ?? given.find((one) => one.pot === pot)?.type ?? null
      return { pot, type, isAsked: open !== undefined }
    })
    const leaving = changes.filter(({ isGiven, isDone }) => !isGiven && !isDone)
    return { rows, leaving }
  },
}

export const delegatesSections = { delegates: delegatesSection } satisfies Sections
