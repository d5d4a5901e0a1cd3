import type { Ledger } from '../../src/ledger/ledger.ts'
import { type Event, SUBNET } from './past.ts'
import { IS_BEFORE, load } from './sources.ts'

/** Written straight into the table of events; every projection is made from them. */
export async function fill(ledger: Ledger, past: readonly Event[]): Promise<void> {
  const { queries } = ledger
  const { GENESIS, hashOf } = await load<typeof import('../../src/ledger/events.ts')>('src/ledger/events.ts')
  const { encode } = await load<typeof import('../../src/ledger/json.ts')>('src/ledger/json.ts')
  const { events } = await load<typeof import('../../src/ledger/schema.ts')>('src/ledger/schema.ts')
  const { rebuild } = await load<typeof import('../../src/ledger/rebuild.ts')>('src/ledger/rebuild.ts')
  const sequences = new Map<string, number>()
  let previous = GENESIS
  const rows = past.map(({ stream, event }, index) => {
    const sequence = (sequences.get(stream) ?? 0) + 1
    sequences.set(stream, sequence)
    const row = { position: index + 1, stream, sequence, type: event.type, data: encode(event), previous }
    previous = hashOf(row)
    return { ...row, hash: previous }
  })
  for (let from = 0; from < rows.length; from += PAGE) {
    await queries.insert(events).values(rows.slice(from, from + PAGE))
  }
  await queries.transaction((inside) => rebuild(inside))
  if (IS_BEFORE) await keepSnapshot(ledger, rows.length)
}

/** Rows in one statement: 7 parameters each. */
const PAGE = 1_000

/** As it was kept on the way, which a rebuild left to the next command. */
async function keepSnapshot(ledger: Ledger, sequence: number): Promise<void> {
  const { keepSnapshot: keep } = await load<{
    keepSnapshot(
      queries: unknown,
      version: number,
      stream: string,
      before: number,
      folded: object,
    ): Promise<void>
  }>('src/ledger/states.ts')
  const { subnet } = await load<{ subnet: { version: number } }>('src/mechanisms/subnet/subnet.ts')
  const state = await ledger.readSubnet(SUBNET)
  await keep(ledger.queries, subnet.version, SUBNET, 0, { state, sequence })
}
