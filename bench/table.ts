import type { Row } from './row.ts'

export interface Measured {
  readonly name: string
  readonly rows: readonly Row[]
}

/** One Markdown table of everything, its columns aligned for whoever reads it in a terminal. */
export function table(measured: readonly Measured[]): string {
  const lines = measured.flatMap(({ name, rows }) =>
    rows.map((row, at) => [at === 0 ? name : '', row.subject, row.figure, row.ratio ?? '', judged(row)]),
  )
  const cells = [['Measured', 'What', 'Figure', 'In comparison', 'Wanted'], ...lines]
  const widths =
    cells[0]?.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0))) ?? []
  const [head = '', ...body] = cells.map((line) => format(line, widths))
  return [
    head,
    format(
      widths.map((width) => '-'.repeat(width)),
      widths,
    ),
    ...body,
  ].join('\n')
}

function judged({ wanted }: Row): string {
  return wanted ? `${wanted.text}: ${wanted.met ? 'met' : '**missed**'}` : ''
}

function format(line: readonly string[], widths: readonly number[]): string {
  return `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
}
