import type { StateReader, StateWriter } from './pallet.ts'

/** null marks a key as deleted. */
export type Changes = Map<string, string | null>

/** Writes over a state that is itself left alone, in layers that can be thrown away. */
export type Overlay = StateWriter & {
  begin(): void
  commit(): void
  rollback(): void
  /** What differs from the state below; all layers must be closed. */
  changes(): Changes
}

export function createOverlay(base: StateReader): Overlay {
  const layers: [Changes, ...Changes[]] = [new Map()]
  const top = () => layers.at(-1) as Changes
  return {
    get(key) {
      for (let depth = layers.length - 1; depth >= 0; depth--) {
        const value = layers[depth]?.get(key)
        if (value !== undefined) return value ?? undefined
      }
      return base.get(key)
    },
    keys: (prefix) => mergedKeys(base.keys(prefix), layers, prefix),
    set: (key, value) => top().set(key, value),
    delete: (key) => top().set(key, null),
    begin: () => layers.push(new Map()),
    commit() {
      const closed = closeLayer(layers)
      for (const [key, value] of closed) top().set(key, value)
    },
    rollback: () => closeLayer(layers),
    changes() {
      if (layers.length > 1) throw new Error('a storage layer was left open')
      return layers[0]
    },
  }
}

/** The state as it was, with the changes laid over it. */
export function withChanges(base: StateReader, changes: Changes): StateReader {
  return {
    get(key) {
      const value = changes.get(key)
      return value === undefined ? base.get(key) : (value ?? undefined)
    },
    keys: (prefix) => mergedKeys(base.keys(prefix), [changes], prefix),
  }
}

function closeLayer(layers: Changes[]): Changes {
  const closed = layers.length > 1 ? layers.pop() : undefined
  if (closed === undefined) throw new Error('no storage layer is open')
  return closed
}

function mergedKeys(below: string[], layers: readonly Changes[], prefix: string): string[] {
  const keys = new Set(below)
  for (const layer of layers) {
    for (const [key, value] of layer) {
      if (!key.startsWith(prefix)) continue
      if (value === null) keys.delete(key)
      else keys.add(key)
    }
  }
  return [...keys].sort()
}
