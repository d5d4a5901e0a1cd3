import { type ChartStep, drawSteps } from './steps.ts'

/** Beside a number in a table: its size in CSS pixels. */
export const SPARK = { width: 96, height: 24 } as const

export interface Sparkline {
  readonly line: string
  readonly area: string
}

const DAY = 86_400_000

/** How an amount came to be, as a picture without words: null where it never changed. Milliseconds UTC. */
export function sparkline(steps: readonly ChartStep[], until: number): Sparkline | null {
  const [first] = steps
  if (!first) return null
  // Where all is of one day, that day is drawn; what is counted to the end of a day that has not ended stands now.
  const from = Math.min(first.at, until) - DAY
  const drawn = steps.map(({ at, amount }) => ({ at: Math.min(at, until), amount }))
  const { line, area } = drawSteps(drawn, { ...SPARK, from, until, atLeast: 0 })
  return { line, area }
}
