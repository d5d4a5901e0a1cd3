import { readTip } from '../../ledger/events.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { SubnetState } from '../../mechanisms/subnet/state.ts'

/** A subnet as it stands, to be asked for often: it is put together anew only where the ledger has grown since. */
export function latestOf(
  ledger: Pick<Ledger, 'queries' | 'readSubnet'>,
  stream: string,
): () => Promise<SubnetState> {
  let last: { readonly position: number; readonly state: SubnetState } | undefined
  return async () => {
    const { position } = await readTip(ledger.queries)
    // What is written meanwhile is in this state too, and read once more.
    if (last?.position !== position) last = { position, state: await ledger.readSubnet(stream) }
    return last.state
  }
}
