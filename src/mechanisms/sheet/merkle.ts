import type { Hash } from './row.ts'

/** A neighbour on the way from a leaf to the root. */
export interface Neighbour {
  readonly side: 'left' | 'right'
  readonly hash: string
}

const join = (left: string, right: string, hash: Hash): string => hash(`node\n${left}\n${right}`)

/** The last of an odd number goes up as it is: doubling it would give two lists one root. */
function levelAbove(level: readonly string[], hash: Hash): string[] {
  const above: string[] = []
  for (let place = 0; place < level.length; place += 2) {
    const left = level[place] ?? ''
    const right = level[place + 1]
    above.push(right === undefined ? left : join(left, right, hash))
  }
  return above
}

/** The root of these leaves; empty where there are none. Whoever signs it names their number too. */
export function rootOf(leaves: readonly string[], hash: Hash): string {
  let level = leaves
  while (level.length > 1) level = levelAbove(level, hash)
  return level[0] ?? ''
}

/** The neighbours of the leaf at `place`, the nearest first. */
export function pathTo(leaves: readonly string[], place: number, hash: Hash): Neighbour[] {
  const path: Neighbour[] = []
  let at = place
  for (let level = leaves; level.length > 1; level = levelAbove(level, hash)) {
    const neighbour = level[at ^ 1]
    if (neighbour !== undefined) path.push({ side: at % 2 === 0 ? 'right' : 'left', hash: neighbour })
    at = Math.floor(at / 2)
  }
  return path
}

/** The root that a leaf and its neighbours lead to. */
export const climb = (leaf: string, path: readonly Neighbour[], hash: Hash): string =>
  path.reduce(
    (reached, { side, hash: other }) =>
      side === 'left' ? join(other, reached, hash) : join(reached, other, hash),
    leaf,
  )
