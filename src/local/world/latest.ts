import { readTip } from '../../ledger/events.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { SubnetState } from '../../mechanisms/subnet/state.ts'

/** What follows from the ledger's events, to be asked for often: it is read anew only where the ledger has grown since. */
export function whenGrown<Read>(
  { queries }: Pick<Ledger, 'queries'>,
  read: () => Promise<Read>,
): () => Promise<Read> {
  let last: { readonly position: number; readonly found: Read } | undefined
  return async () => {
    const { position } = await readTip(queries)
    // What is written meanwhile may be found already, and is read once more.
    if (last?.position !== position) last = { position, found: await read() }
    return last.found
  }
}

/** A subnet as it stands. */
export const latestOf = (
  ledger: Pick<Ledger, 'queries' | 'readSubnet'>,
  stream: string,
): (() => Promise<SubnetState>) => whenGrown(ledger, () => ledger.readSubnet(stream))
