import type { Resource } from '../kit/resource.ts'
import { lastDay } from './last-day.ts'
import { stageOf } from './stage.ts'

/** `/api/ideas/<issue>/distribution`: the last day that was reckoned, or one by its number, and all that it was made from beside the chain. */
export const distributionResource: Resource = {
  name: 'distribution',
  page: { heading: 'Daily distribution', template: '/dividends/page/distribution' },
  read: async (queries, { stream }, until, { day: number }) => {
    const day = await lastDay(queries, stream, until, number)
    if (!day) return { body: { day: null }, etag: 'none', signs: null }
    const { kind: stage } = await stageOf(queries, stream, day.record.day)
    const { record, payouts, carry, accounts, carriedAccounts, ...amounts } = day
    const { available, heldBack, paid, carried, reserved } = amounts
    const body = {
      day: record.day,
      stage,
      block: record.block,
      payouts: { sheet: payouts, accounts, alpha_rao: String(paid) },
      carry: { sheet: carry, accounts: carriedAccounts, alpha_rao: String(carried) },
      available_rao: String(available),
      held_back_rao: String(heldBack),
      reserved_rao: String(reserved),
      record,
    }
    return { body, etag: `${payouts}-${stage}`, signs: null }
  },
}
