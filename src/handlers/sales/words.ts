import type { Markdown } from '../../github/escape.ts'
import { walletLink } from '../../github/facts.ts'
import { renderPart } from '../../github/template.ts'
import { formatAlpha } from '../../mechanisms/money.ts'
import { grown, type ShareChange, thinned } from '../../mechanisms/sales/table.ts'
import type { Doubtful, NotSelling, Offer } from './offer.ts'
import { percentOf } from './percent.ts'

/** The answer to `/buy`. */
export function renderOffer(offer: Offer | NotSelling | Doubtful, node: string | null): Markdown {
  if ('phase' in offer) return renderPart('sales/reply/not-selling', offer)
  if ('doubt' in offer) return renderPart('sales/reply/doubtful', offer)
  const { sold, own, more, others, buyers, ready } = offer
  const amount = more ?? 0n
  const shown = others.map((other) => ({ ...other, ...inWords(thinned(sold, other.amount, amount)) }))
  return renderPart('sales/reply/offer', {
    ...offer,
    share: inWords(grown(sold, own, amount)),
    others: shown,
    left: buyers - shown.length - (own > 0n ? 1 : 0),
    command: `tributary buy ${offer.netuid} --amount-alpha ${more === null ? '<alpha>' : numberOf(more)}`,
    walletLink: ready?.callHex ? walletLink({ node }, ready.callHex) : null,
  })
}

const inWords = ({ before, after }: ShareChange) => ({ before: percentOf(before), after: percentOf(after) })

/** Exact, without its unit and in plain digits, as a command line takes it. */
const numberOf = (amount: bigint): string => formatAlpha(amount).replace(' alpha', '')
