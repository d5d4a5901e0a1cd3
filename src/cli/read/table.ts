import { oneLine } from '../output.ts'

/** Lines of a table whose columns stand below each other; those named in `right` stand at the right. The last is cut at the terminal's edge. */
export function tableOf(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly string[] = [],
): string[] {
  const cells = [head, ...rows].map((row) => row.map(oneLine))
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  const edge = process.stdout.isTTY ? process.stdout.columns : Number.POSITIVE_INFINITY
  return cells.map((row) =>
    cut(
      row.map((cell, at) => placed(cell, widths[at] ?? 0, right.includes(head[at] ?? ''))).join('  '),
      edge,
    ),
  )
}

const placed = (cell: string, width: number, atRight: boolean): string =>
  atRight ? cell.padStart(width) : cell.padEnd(width)

const cut = (line: string, edge: number): string => {
  const text = line.trimEnd()
  return text.length > edge ? `${text.slice(0, edge - 1)}…` : text
}

/** Facts, a line each, by their names. */
export function factsOf(facts: readonly (readonly [name: string, value: string | null])[]): string[] {
  const told = facts.filter((fact): fact is [string, string] => fact[1] !== null)
  const width = Math.max(...told.map(([name]) => name.length))
  return told.map(([name, value]) => `${name.padEnd(width)}  ${oneLine(value)}`)
}
