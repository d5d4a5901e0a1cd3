import type { FileProblem, PlanRow } from '../../mechanisms/architecture/architecture.ts'

// What is read of a head is kept for good, in one event: so much and no more of it.

const MAXIMUM_PROBLEMS = 100
const MAXIMUM_ROWS = 200
const MAXIMUM_TEXT = 1_000
/** Bytes of JSON: a state has 64 KB for all that it holds. */
const ROOM = { problems: 16_384, rows: 12_288 } as const

/** The first hundred, by file and place, as far as there is room, and how many more there are. */
export function keptProblems(problems: readonly FileProblem[]): FileProblem[] {
  const inOrder = problems.toSorted(
    (a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column,
  )
  const clippedOnes = inOrder.slice(0, MAXIMUM_PROBLEMS).map((problem) => ({
    ...problem,
    file: clipped(problem.file),
    message: clipped(problem.message),
  }))
  const kept = within(clippedOnes, ROOM.problems)
  const next = inOrder[kept.length]
  if (!next) return kept
  const more = `And ${inOrder.length - kept.length} more problems, from here on.`
  return [...kept, { file: clipped(next.file), line: 0, column: 0, message: more }]
}

export function keptRows(rows: readonly PlanRow[]): PlanRow[] {
  const clippedOnes = rows
    .slice(0, MAXIMUM_ROWS)
    .map(({ what, from, to }) => ({ what: clipped(what), from: clipped(from), to: clipped(to) }))
  return within(clippedOnes, ROOM.rows)
}

/** As many of the first ones as there is room for, in bytes of JSON. */
function within<One>(list: readonly One[], room: number): One[] {
  let left = room
  return list.filter((one) => {
    left -= left < 0 ? 0 : Buffer.byteLength(JSON.stringify(one))
    return left >= 0
  })
}

/** The database takes no lone surrogate, which a cut can leave. */
const clipped = (text: string): string =>
  (text.length <= MAXIMUM_TEXT ? text : `${text.slice(0, MAXIMUM_TEXT)}…`).toWellFormed()

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
