import type { Intent } from '../../src/mechanisms/intent.ts'
import { refunds } from '../../src/mechanisms/refund/refunds.ts'
import { isRefund } from '../../src/mechanisms/streams/names.ts'
import type { House } from './house.ts'

/** What goes back to whom, of all that has happened: each stream of refunds. */
export const refundStreams = (house: House) =>
  [...new Set(house.happened.map(({ stream }) => stream))]
    .filter(isRefund)
    .map((name) => house.stream(name) as unknown as ReturnType<typeof refunds.initial>)

/** The payments back that are owed now. */
export const refundIntents = (house: House): Intent[] =>
  refundStreams(house).flatMap((state) => [...refunds.wished(state)])
