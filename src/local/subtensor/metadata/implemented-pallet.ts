import type { Spec } from './specs.ts'

/** What is there of a pallet, by the main network's names. */
export type ImplementedPallet = {
  readonly calls?: readonly string[]
  readonly events?: readonly string[]
  readonly errors?: readonly string[]
  readonly storage?: readonly string[]
  readonly constants?: readonly string[]
}

/** What every version of the runtime has, and what some have beside it. */
export type ImplementedByVersion = ImplementedPallet & {
  readonly only?: Readonly<Partial<Record<Spec, ImplementedPallet>>>
}

export function implementedIn({ only, ...all }: ImplementedByVersion, spec: Spec): ImplementedPallet {
  const merged: Record<string, readonly string[]> = { ...all }
  for (const [kind, names] of Object.entries(only?.[spec] ?? {}))
    merged[kind] = [...(merged[kind] ?? []), ...names]
  return merged
}
