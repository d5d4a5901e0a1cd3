import { SELLING } from '../../github/labels.ts'
import type { Places } from '../../github/places.ts'
import { pageOf } from '../../github/places.ts'
import { renderTemplate } from '../../github/template.ts'
import type { Thread } from '../../github/thread.ts'
import type { Sold } from '../../ledger/purchases.ts'
import { shareTable } from '../../mechanisms/sales/table.ts'
import type { SubnetState } from '../../mechanisms/subnet/state.ts'
import { percentOf } from '../sales/percent.ts'

/** So many buyers stand in the comment; the API has them all. */
const SHOWN = 50

/** Rules S1 and S2: what the issue shows in which the output is sold. Null where there is none. */
export function renderStorefront(
  state: SubnetState,
  { totals, block }: Sold,
  places: Pick<Places, 'explorer'>,
): Thread | null {
  const { storefront, idea, phase } = state
  const wallet = idea?.pots?.treasury
  if (!storefront || !idea || !wallet) return null
  const shares = shareTable(totals).toSorted((one, other) =>
    one.parts === other.parts ? 0 : one.parts > other.parts ? -1 : 1,
  )
  const shown = shares.slice(0, SHOWN).map(({ coldkey, amount, parts }) => ({
    coldkey,
    amount,
    share: percentOf(parts),
  }))
  const body = renderTemplate('storefront/thread', {
    isOpen: phase === 'live',
    // A dissolved subnet has no netuid any more: what it was is in the ledger.
    netuid: state.launch?.netuid ?? null,
    wallet,
    shares: shown,
    buyers: shares.length,
    sold: totals.reduce((sum, { amount }) => sum + amount, 0n),
    block,
    page: pageOf({ ...places, github: '', node: null }, state),
    json: `${places.explorer}/api/ideas/${idea.issue}/shares`,
  })
  return { body, labels: [SELLING], closed: phase === 'dissolved' }
}
