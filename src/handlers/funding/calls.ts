import type { ApiPromise } from '@polkadot/api'
import { type CallKind, TAKES_NOTHING, type When } from '../../chain/call-kinds.ts'
import { callOf } from '../../chain/extrinsic.ts'
import { nothingMade, theOne } from '../../chain/watcher/told-outcome.ts'
import type { IntentCall } from '../../mechanisms/intent.ts'
import { formatTao, rao } from '../../mechanisms/money.ts'

type Call<Kind extends IntentCall['kind']> = IntentCall & { readonly kind: Kind }

/** M5. The float lends the deposit, and gets it back when the loan is dissolved. */
export const loanOpen: CallKind<Call<'loan-open'>> = {
  build: (api, { deposit, minimumContribution, cap, target, duration }, _coldkey, when) => {
    const end = when.end ?? loanEnd(api, duration, when)
    return callOf(api, 'crowdloan', 'create', deposit, minimumContribution, cap, end, null, target)
  },
  unit: 'rao',
  capRule: 'payment-and-day',
  amount: ({ deposit }) => deposit,
  words: ({ cap, deposit }) =>
    `open a crowdloan up to ${formatTao(cap)} with a deposit of ${formatTao(deposit)}`,
  extrinsics: {
    'crowdloan.create': ({ account, amount, text }) =>
      `open a crowdloan up to ${amount('cap')} for ${account('targetAddress')} with a deposit of ${amount('deposit')}, until block ${text('end')}`,
  },
  told: (call, made, { events, pot, known }) => {
    const found = events.flatMap((event) => (event.kind === 'loan-created' ? [event] : []))
    const own = found.filter(
      ({ creator, cap, loan }) => creator === pot && cap === call.cap && !known.has(loan),
    )
    const { loan, endBlock, cap } = theOne('crowdloan', own, ({ loan }) => loan, made)
    return { ok: true, created: { loan, endBlock, cap: rao(cap) } }
  },
}

export const loanFinalize: CallKind<Call<'loan-finalize'>> = {
  build: (api, { loan }) => callOf(api, 'crowdloan', 'finalize', loan),
  ...TAKES_NOTHING,
  words: ({ loan }) => `finalize crowdloan ${loan}`,
  extrinsics: { 'crowdloan.finalize': ({ text }) => `finalize crowdloan ${text('crowdloanId')}` },
  told: nothingMade,
}

export const loanRefund: CallKind<Call<'loan-refund'>> = {
  build: (api, { loan }) => callOf(api, 'crowdloan', 'refund', loan),
  ...TAKES_NOTHING,
  words: ({ loan }) => `refund crowdloan ${loan}`,
  extrinsics: { 'crowdloan.refund': ({ text }) => `refund funders of crowdloan ${text('crowdloanId')}` },
  told: (call, made, { events }) => ({
    ...nothingMade(call, made),
    allRefunded: events.some((event) => event.kind === 'all-refunded' && event.loan === call.loan),
  }),
}

export const loanDissolve: CallKind<Call<'loan-dissolve'>> = {
  build: (api, { loan }) => callOf(api, 'crowdloan', 'dissolve', loan),
  ...TAKES_NOTHING,
  words: ({ loan }) => `dissolve crowdloan ${loan}`,
  extrinsics: { 'crowdloan.dissolve': ({ text }) => `dissolve crowdloan ${text('crowdloanId')}` },
  told: nothingMade,
}

/**
 * The end block of a loan that is to last `duration` milliseconds, within what the chain allows. The chain counts from the
 * block in which the extrinsic lands, so the shortest loan gets the era on top.
 */
export function loanEnd(api: ApiPromise, duration: number, { head, slotDuration, era }: When): number {
  const shortest = blocksOf(api, 'minimumBlockDuration') + era
  const longest = blocksOf(api, 'maximumBlockDuration')
  const wanted = Math.ceil(duration / slotDuration)
  return head + Math.min(Math.max(wanted, shortest), longest)
}

function blocksOf(api: ApiPromise, name: string): number {
  const constant = api.consts.crowdloan?.[name]
  if (!constant) throw new Error(`The chain has no constant crowdloan.${name}.`)
  return Number(constant.toString())
}
