import type { FileProblem, PlanRow } from '../../mechanisms/architecture/architecture.ts'

// What is read of a head is kept for good, in one event: so much and no more of it.

const MAXIMUM_PROBLEMS = 100
const MAXIMUM_ROWS = 200
const MAXIMUM_TEXT = 1_000

/** The first hundred, by file and place, and how many more there are. */
export function keptProblems(problems: readonly FileProblem[]): FileProblem[] {
  const inOrder = problems.toSorted(
    (a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column,
  )
  const kept = inOrder.slice(0, MAXIMUM_PROBLEMS).map((problem) => ({
    ...problem,
    file: clipped(problem.file),
    message: clipped(problem.message),
  }))
  const [next] = inOrder.slice(MAXIMUM_PROBLEMS)
  if (!next) return kept
  const more = `And ${inOrder.length - MAXIMUM_PROBLEMS} more problems, from here on.`
  return [...kept, { file: clipped(next.file), line: 0, column: 0, message: more }]
}

export function keptRows(rows: readonly PlanRow[]): PlanRow[] {
  return rows
    .slice(0, MAXIMUM_ROWS)
    .map(({ what, from, to }) => ({ what: clipped(what), from: clipped(from), to: clipped(to) }))
}

/** The database takes no lone surrogate, which a cut can leave. */
const clipped = (text: string): string =>
  (text.length <= MAXIMUM_TEXT ? text : `${text.slice(0, MAXIMUM_TEXT)}…`).toWellFormed()

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
