/** By account the one that has inherited it: a swapped coldkey its successor, `user:<id>` the coldkey that it is linked to. */
export type Heirs = ReadonlyMap<string, string>

/** An account of GitHub that is owed something and has linked no coldkey yet. */
export const unlinked = (user: number): string => `user:${user}`

/** The id of that account. */
export const userOf = (account: string): number => Number(account.slice('user:'.length))

export const isUnlinked = (account: string): boolean => account.startsWith('user:')

/** The last of a line of heirs. Where the line leads back into itself, it ends before. */
export function heirOf(heirs: Heirs, account: string): string {
  const passed = new Set([account])
  let heir = account
  for (;;) {
    const next = heirs.get(heir)
    if (next === undefined || passed.has(next)) return heir
    passed.add(next)
    heir = next
  }
}
