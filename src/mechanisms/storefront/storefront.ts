import { accept } from '../kernel/decision.ts'
import type { Decided, Family, View } from '../kernel/family.ts'
import type { ReportStorefront, StorefrontErrand, StorefrontShape } from './slice.ts'

type State = View<StorefrontShape>

/** Rule S1: once a subnet is live, an issue in its home sells its output. */
export const storefront: Family<StorefrontShape> = {
  name: 'storefront',
  initial: null,
  inHome: false,
  decide: { ReportStorefront: reportStorefront },
  evolve: { StorefrontOpened: (_, { issue }) => ({ issue }) },
  errands: { storefront: storefrontErrands },
}

/** The first that is reported is the subnet's for good. */
function reportStorefront({ storefront: own }: State, command: ReportStorefront): Decided<StorefrontShape> {
  const { issue, at, source } = command
  return own ? accept() : accept({ type: 'StorefrontOpened', issue, at, source })
}

function storefrontErrands({ phase, home, storefront: own, stream }: State): StorefrontErrand[] {
  return phase === 'live' && home && !own ? [{ kind: 'storefront', key: `storefront:${stream}` }] : []
}
