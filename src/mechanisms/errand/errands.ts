import { dueAt, type Family } from '../kernel/family.ts'
import { dueErrand, errandDue } from './obstacles.ts'
import type { BlockableErrand, ErrandShape, ErrandSlice } from './slice.ts'

/** What stands in the way of an errand on GitHub, and when it is tried again. */
export const errands: Family<ErrandShape> = {
  name: 'errands',
  initial: {},
  inHome: false,
  evolve: {
    ErrandBlocked: (own, { errand, obstacle, failures, retryAt, said }) => ({
      ...own,
      [errand]: said === undefined ? { obstacle, failures, retryAt } : { obstacle, failures, retryAt, said },
    }),
    ErrandRetried: (own, { errand }) => {
      const known = own[errand]
      return known ? { ...own, [errand]: { ...known, retryAt: null } } : own
    },
    HomeMade: (own) => without(own, 'home'),
    ProposalMerged: (own) => without(own, 'merge'),
    ArchitectureReleased: (own) => without(own, 'release'),
    UpdateMerged: (own) => without(own, 'update-merge'),
    UpdateVoided: (own) => without(own, 'update-merge'),
    UpdateReleased: (own) => without(own, 'update-release'),
    UpdateReverted: (own) => without(own, 'revert'),
    ForkOpened: (own) => without(own, 'fork'),
  },
  follows: (state, { when, tick }) => tick && dueErrand(state, when),
  due: (state) => dueAt(errandDue(state)),
}

/** The errand is done: nothing is in its way any more. */
function without(own: ErrandSlice, errand: BlockableErrand): ErrandSlice {
  const { [errand]: _, ...others } = own
  return others
}
