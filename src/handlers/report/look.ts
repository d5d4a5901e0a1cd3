import type { Chain } from '../../chain/client.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { readLife } from '../../ledger/read-subnet.ts'
import { type DailyReport, keepReport, lastReports } from '../../ledger/reports.ts'
import { liveNow } from '../../ledger/subnets.ts'
import { each } from '../kit/each.ts'
import { readReport } from './read.ts'

const DAY = 86_400_000

/** A network at a finalized block; null where it is not there. */
export type ReadReport = (network: {
  readonly netuid: number
  readonly registeredIn: number | null
}) => Promise<Omit<DailyReport, 'day'> | null>

export const reportOn =
  (chain: Pick<Chain, 'api' | 'request' | 'finalized' | 'slotDuration'>): ReadReport =>
  async (network) =>
    readReport(chain, network, await chain.finalized())

/** C1: reads each live subnet once a day, by the chain's clock; its thread shows the day. */
export async function lookForReports(
  ledger: Pick<Ledger, 'queries' | 'write'>,
  read: ReadReport,
  now: () => Promise<number>,
): Promise<void> {
  const live = await liveNow(ledger.queries)
  if (live.length === 0) return
  const day = Math.floor((await now()) / DAY)
  const last = await lastReports(ledger.queries)
  // What fails is read again in the next minute.
  await each(live, async ({ stream, netuid }) => {
    if ((last.get(stream) ?? -1) >= day) return
    const { launch } = await readLife(ledger.queries, stream)
    const report = launch && (await read({ netuid, registeredIn: launch.registeredIn }))
    if (!report) return
    await ledger.write(async ({ queries, showThread }) => {
      await keepReport(queries, stream, { day, ...report })
      await showThread(stream, 'reports')
    })
  })
}
