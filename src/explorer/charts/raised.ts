import type { RaisedAt } from '../../ledger/market.ts'
import { drawSteps } from './steps.ts'

/** Inside of its axes, in the picture's own units. */
const PLOT = { left: 56, top: 24, width: 400, height: 150 } as const
const SIZE = { width: 480, height: 210 } as const
const RAO = 1_000_000_000
const HOUR = 3_600_000
const DAY = 24 * HOUR

/** What was raised over time, against the target. Rao, milliseconds UTC. */
export interface RaisedChart {
  readonly size: typeof SIZE
  readonly plot: typeof PLOT
  readonly line: string
  readonly area: string
  readonly times: readonly { readonly x: number; readonly text: string }[]
  readonly amounts: readonly { readonly y: number; readonly text: string }[]
  readonly target: number
  readonly steps: readonly RaisedAt[]
}

/** Null where nothing ever came in. */
export function raisedChart(
  told: readonly RaisedAt[],
  target: bigint,
  { isCut }: { readonly isCut: boolean },
): RaisedChart | null {
  // Of one that is cut the first step is what was there before the others.
  const steps = told.slice(isCut ? 1 : 0)
  const [first] = steps
  const last = steps.at(-1)
  if (!first || !last) return null
  // Some room on both sides, so that the first step and the last can be seen.
  const room = Math.max(HOUR, (last.at - first.at) / 20)
  const drawn = drawSteps(
    steps.map(({ at, raised }) => ({ at, amount: Number(raised) / RAO })),
    {
      width: PLOT.width,
      height: PLOT.height,
      from: first.at - room,
      until: last.at + room,
      atLeast: Number(target) / RAO,
      before: isCut ? Number(told[0]?.raised ?? 0n) / RAO : 0,
    },
  )
  const name = last.at - first.at < 2 * DAY ? clock : date
  return {
    size: SIZE,
    plot: PLOT,
    line: drawn.line,
    area: drawn.area,
    times: drawn.x.ticks(4).map((at) => ({ x: hundredth(drawn.x(at)), text: name.format(at) })),
    amounts: drawn.y
      .ticks(4)
      .map((amount) => ({ y: hundredth(drawn.y(amount)), text: grouping.format(amount) })),
    target: hundredth(drawn.y(Number(target) / RAO)),
    steps,
  }
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' })
const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const grouping = new Intl.NumberFormat('en', { maximumSignificantDigits: 6 })
const hundredth = (value: number): number => Math.round(value * 100) / 100
