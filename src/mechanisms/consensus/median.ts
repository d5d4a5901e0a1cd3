/**
 * The stake-weighted median: the least score such that more than `minority` of the stake is at or below it; the highest
 * where none is. Found as the chain finds it, by halving around the score in the middle place; the order of the places
 * changes nothing. Stakes are above 0; without any the median is 0.
 */
export function weightedMedian(stakes: Float64Array, scores: Float64Array, minority: number): number {
  const left = { stakes: stakes.slice(), scores: scores.slice(), count: stakes.length }
  let low = 0
  let high = stakes.reduce((sum, stake) => sum + stake, 0)
  while (left.count > 1) {
    const pivot = left.scores[left.count >>> 1] ?? 0
    const { below, above } = aside(left, pivot)
    if (below > 0 && minority < low + below) {
      keep(left, pivot, -1)
      high = low + below
    } else if (above > 0 && high - above <= minority) {
      keep(left, pivot, 1)
      low = high - above
    } else {
      return pivot
    }
  }
  return left.count === 1 ? (left.scores[0] ?? 0) : 0
}

/** What the median is among: the first `count` places. */
interface Left {
  readonly stakes: Float64Array
  readonly scores: Float64Array
  count: number
}

/** The stake on either side of the pivot. */
function aside({ stakes, scores, count }: Left, pivot: number): { below: number; above: number } {
  let [below, above] = [0, 0]
  for (let place = 0; place < count; place++) {
    const score = scores[place] ?? 0
    if (score < pivot) below += stakes[place] ?? 0
    else if (score > pivot) above += stakes[place] ?? 0
  }
  return { below, above }
}

/** Keeps one side of the pivot, in its order. */
function keep(left: Left, pivot: number, side: -1 | 1): void {
  const { stakes, scores, count } = left
  left.count = 0
  for (let place = 0; place < count; place++) {
    const score = scores[place] ?? 0
    if ((score - pivot) * side <= 0) continue
    scores[left.count] = score
    stakes[left.count] = stakes[place] ?? 0
    left.count++
  }
}
