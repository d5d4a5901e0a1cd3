import { scaleLinear, scaleUtc } from 'd3-scale'
import { area, curveStepAfter, line } from 'd3-shape'

/** An amount from a time on: milliseconds UTC. For drawing alone: what is written beside it is exact. */
export interface ChartStep {
  readonly at: number
  readonly amount: number
}

export interface Frame {
  readonly width: number
  readonly height: number
  /** From the first time to the last: milliseconds UTC. */
  readonly from: number
  readonly until: number
  /** What there was before the first step; nothing if unset. */
  readonly before?: number
  /** What stands at the top at least. */
  readonly atLeast: number
}

/** An amount over time that jumps: paths of an SVG of this size, in its units, to a hundredth. */
export function drawSteps(steps: readonly ChartStep[], frame: Frame) {
  const { width, height, from, until } = frame
  const top = Math.max(frame.atLeast, ...steps.map(({ amount }) => amount))
  const x = scaleUtc([from, Math.max(until, from + 1)], [0, width])
  const y = scaleLinear([0, top > 0 ? top : 1], [height, 0])
  const last = steps.at(-1)?.amount ?? 0
  const points = [{ at: from, amount: frame.before ?? 0 }, ...steps, { at: until, amount: last }]
  const outline = line<ChartStep>(
    ({ at }) => x(at),
    ({ amount }) => y(amount),
  )
    .curve(curveStepAfter)
    .digits(2)
  const filled = area<ChartStep>(
    ({ at }) => x(at),
    height,
    ({ amount }) => y(amount),
  )
    .curve(curveStepAfter)
    .digits(2)
  return { line: outline(points) ?? '', area: filled(points) ?? '', x, y, top }
}
