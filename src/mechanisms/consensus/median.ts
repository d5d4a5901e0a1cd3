/**
 * The stake-weighted median: the least score such that more than `minority` of the stake is at or below it; the highest
 * where none is. Found as the chain finds it, by halving around the score in the middle place; the order of the places
 * changes nothing. Stakes are above 0; without any the median is 0.
 */
export function weightedMedian(stakes: Float64Array, scores: Float64Array, minority: number): number {
  const places = Uint32Array.from(stakes, (_, place) => place)
  let count = places.length
  let low = 0
  let high = stakes.reduce((left, stake) => left + stake, 0)
  while (count > 1) {
    const pivot = at(scores, at(places, count >>> 1))
    const { below, above } = aside(stakes, scores, places.subarray(0, count), pivot)
    if (below > 0 && minority < low + below) {
      count = keep(places, count, (place) => at(scores, place) < pivot)
      high = low + below
    } else if (above > 0 && high - above <= minority) {
      count = keep(places, count, (place) => at(scores, place) > pivot)
      low = high - above
    } else {
      return pivot
    }
  }
  return count === 1 ? at(scores, at(places, 0)) : 0
}

/** The stake on either side of the pivot. */
function aside(stakes: Float64Array, scores: Float64Array, places: Uint32Array, pivot: number) {
  let [below, above] = [0, 0]
  for (const place of places) {
    const score = at(scores, place)
    if (score < pivot) below += at(stakes, place)
    else if (score > pivot) above += at(stakes, place)
  }
  return { below, above }
}

/** Moves what is wanted to the front, in its order, and says how many there are. */
function keep(places: Uint32Array, count: number, wanted: (place: number) => boolean): number {
  let kept = 0
  for (const place of places.subarray(0, count)) {
    if (wanted(place)) places[kept++] = place
  }
  return kept
}

const at = (values: Float64Array | Uint32Array, place: number): number => values[place] ?? 0
