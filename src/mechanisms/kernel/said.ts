import type { Occurrence, Source } from './occurrence.ts'

/**
 * Rule G0: what was said before what stands replaces nothing, however late it is heard. GitHub's time tells, and of one second the id,
 * since ids grow. Ids of comments, reviews and lines of reviews are not compared: between these the kind decides, so that the answer
 * is the same in whatever order they are heard.
 */
export function isOlder(one: Occurrence, standing: Occurrence): boolean {
  if (one.at !== standing.at) return one.at < standing.at
  const [kind, id] = placeOf(one.source)
  const [otherKind, other] = placeOf(standing.source)
  return kind === otherKind ? id < other : kind < otherKind
}

/** Where a person wrote it: the kind of place, and the id among those of its kind. */
function placeOf(source: Source): readonly [kind: number, id: number] {
  switch (source.kind) {
    case 'comment':
      return [1, source.comment]
    case 'review-comment':
      return [2, source.comment]
    case 'review':
      return [3, source.review]
    case 'issue':
    case 'block':
    case 'pull':
    case 'errand':
    case 'stream':
    case 'operator':
      return [0, 0]
  }
}
