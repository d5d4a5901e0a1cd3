import { GENESIS, hashOf } from '../../ledger/events.ts'
import { decode } from '../../ledger/json.ts'
import type { DayOpened, DayReckoned } from '../../mechanisms/dividends/slice.ts'
import type { Named } from '../../mechanisms/kernel/family.ts'
import type { Pots } from '../../mechanisms/pots.ts'
import { dividendsOf } from '../../mechanisms/streams/names.ts'
import { upcastEvent } from '../../mechanisms/streams/upcast.ts'
import { readLedger } from '../approve/api.ts'

/** What the public ledger says of the day that a sheet pays. */
export interface ToldDay {
  readonly reckoned: DayReckoned
  readonly opened: DayOpened
  /** The accounts of the subnet. */
  readonly pots: Pots
  /** The hash of the ledger's last event. */
  readonly tip: string
}

interface Found {
  opened: DayOpened | null
  reckoned: DayReckoned | null
  pots: Pots | null
}

/** Reads the whole public ledger and checks each hash of it. Throws, in words, where it does not hold or names no such sheet. */
export async function readTold(explorer: string, subnet: string, digest: string): Promise<ToldDay> {
  const found: Found = { opened: null, reckoned: null, pots: null }
  let tip = GENESIS
  for await (const rows of readLedger(explorer)) {
    for (const row of rows) {
      if (row.previous !== tip || hashOf(row) !== row.hash)
        throw new Error(`The ledger does not hold at position ${row.position}.`)
      tip = row.hash
      hear(found, row, subnet, digest)
    }
  }
  const { opened, reckoned, pots } = found
  if (!opened || !reckoned || !pots) throw new Error('The ledger names no day with this sheet.')
  return { opened, reckoned, pots, tip }
}

type Row = { readonly stream: string; readonly data: string }

/** Events of the subnet and of its days; the day that was opened last before it was reckoned is the one. */
function hear(found: Found, { stream, data }: Row, subnet: string, digest: string): void {
  if (stream === subnet) {
    const { pots } = upcastEvent(stream, decode<Named>(data)) as { readonly pots?: Pots | null }
    found.pots ??= pots ?? null
  }
  if (stream !== dividendsOf(subnet) || found.reckoned) return
  const event = decode<DayOpened | DayReckoned | { readonly type: 'SheetMade' }>(data)
  if (event.type === 'DayOpened') found.opened = event
  if (event.type === 'DayReckoned' && event.payouts === digest) found.reckoned = event
}
