/** What a submitter is told of an extrinsic, as JSON-RPC has it. Hashes are of blocks. */
export type ExtrinsicStatus =
  | 'future'
  | 'ready'
  | { readonly inBlock: string }
  | { readonly retracted: string }
  | { readonly finalized: string }
  | 'dropped'
  | 'invalid'

type Listener = (status: ExtrinsicStatus) => void

/** Who follows which extrinsic, by its hash. */
export type ExtrinsicWatchers = {
  watch(hash: string, listener: Listener): () => void
  tell(hash: string, status: ExtrinsicStatus): void
}

export function createExtrinsicWatchers(): ExtrinsicWatchers {
  const watched = new Map<string, Set<Listener>>()
  return {
    watch(hash, listener) {
      const listeners = watched.get(hash) ?? new Set()
      watched.set(hash, listeners.add(listener))
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) watched.delete(hash)
      }
    },
    tell(hash, status) {
      for (const listener of watched.get(hash) ?? []) listener(status)
      if (isLast(status)) watched.delete(hash)
    },
  }
}

/** Nothing follows after these. */
function isLast(status: ExtrinsicStatus): boolean {
  return status === 'dropped' || status === 'invalid' || (typeof status === 'object' && 'finalized' in status)
}
