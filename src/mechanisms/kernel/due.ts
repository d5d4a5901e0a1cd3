import type { Due } from './family.ts'

/** When the clock has to call first; never where none of them is due. */
export function earliest(due: readonly Due[]): Due {
  const least = (values: readonly (number | null)[]) => {
    const known = values.filter((value) => value !== null)
    return known.length > 0 ? Math.min(...known) : null
  }
  return { at: least(due.map(({ at }) => at)), block: least(due.map(({ block }) => block)) }
}
