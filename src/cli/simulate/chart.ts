import { join } from 'node:path'
import { Eta } from 'eta'
import { formatTao } from '../../mechanisms/money.ts'
import { describeCuts, percent } from './print.ts'
import type { ProposalResult, RoundResult } from './round-result.ts'

/** More than this nobody could tell apart: the rest is counted in a line. */
const MOST_ROWS = 40
const LONGEST_NAME = 14

// Pixels.
const WIDTH = 940
const TOP = 92
const ROW = 58
const TRACK = { left: 190, width: 470 } as const
const BAR = { left: 720, width: 130 } as const
const DOT = { least: 3, most: 8 } as const
const LANE = 7

const eta = new Eta({
  views: join(import.meta.dirname, '../../../templates/charts'),
  defaultExtension: '.svg',
  cache: true,
})

/** An result as SVG, for light and dark: each proposal's weights, its consensus, and what was cut to it. */
export function drawResult({ proposals, validators }: RoundResult): string {
  const shown = proposals.slice(0, MOST_ROWS)
  const scale = scaleOf(shown)
  const best = shown[0]?.incentive ?? 0
  const stakes = new Map(validators.map(({ name, stake }) => [name, stake]))
  const rows = shown.map((row, place) => drawRow(row, TOP + place * ROW, { scale, stakes, best }))
  const bottom = TOP + shown.length * ROW
  const more = proposals.length - shown.length
  return eta.render('consensus', {
    width: WIDTH,
    height: bottom + (more > 0 ? 78 : 48),
    top: TOP,
    bottom,
    track: TRACK,
    bar: BAR,
    rows,
    ticks: ticksOf(scale),
    proposals: proposals.length,
    validators: validators.length,
    more,
  })
}

interface Scale {
  /** The share at the right end. */
  readonly most: number
  x(share: number): number
}

/** What all rows are drawn to. */
interface Frame {
  readonly scale: Scale
  readonly stakes: ReadonlyMap<string, bigint>
  /** The largest incentive: it fills its bar. */
  readonly best: number
}

/** Up to the next round share above the largest weight. */
function scaleOf(proposals: readonly ProposalResult[]): Scale {
  const largest = Math.max(0, ...proposals.flatMap(({ weights }) => weights.map(({ given }) => given)))
  const most = ENDS.map((end) => end * 65_535).find((end) => end >= largest) ?? 65_535
  return { most, x: (share) => round(TRACK.left + (TRACK.width * share) / most) }
}

const ENDS = [0.01, 0.02, 0.04, 0.06, 0.08, 0.12, 0.16, 0.24, 0.32, 0.4, 0.6, 0.8, 1]

const ticksOf = ({ most, x }: Scale) =>
  [0, 0.25, 0.5, 0.75, 1].map((part) => ({ x: x(most * part), text: `${round((part * most) / 655.35)} %` }))

const round = (value: number): number => Math.round(value * 100) / 100

function drawRow(row: ProposalResult, top: number, { scale, stakes, best }: Frame) {
  const y = top + 20
  const largest = [...stakes.values()].reduce((most, stake) => (stake > most ? stake : most), 1n)
  const marks = row.weights.map(({ validator, given, counted }) => {
    const stake = stakes.get(validator) ?? 0n
    const size = Math.sqrt(Number((stake * 10_000n) / largest)) / 100
    return {
      from: scale.x(given),
      to: scale.x(counted),
      isCut: counted < given,
      r: round(DOT.least + (DOT.most - DOT.least) * size),
      title: `${validator} (${formatTao(stake)}): ${percent(given)}${counted < given ? `, of which ${percent(counted)} count` : ''}`,
    }
  })
  const cuts = describeCuts(row)
  return {
    y,
    rank: row.rank,
    name: row.name,
    label: shortened(row.name),
    consensus: scale.x(row.consensus),
    consensusText: percent(row.consensus),
    incentive: percent(row.incentive),
    bar: round((BAR.width * row.incentive) / Math.max(best, 1)),
    marks: inLanes(marks).map(({ lane, ...mark }) => ({ ...mark, y: y + lane * LANE })),
    cuts: cuts && `clipped: ${cuts}`,
  }
}

const shortened = (name: string): string =>
  name.length > LONGEST_NAME ? `${name.slice(0, 6)}…${name.slice(-7)}` : name

const LANES = [0, -1, 1, -2, 2]

/** Marks that would lie on one another go to lanes beside the middle, as long as there are any. */
function inLanes<M extends { readonly from: number; readonly r: number }>(
  marks: readonly M[],
): (M & { lane: number })[] {
  const placed: (M & { lane: number })[] = []
  for (const mark of marks.toSorted((a, b) => b.r - a.r)) {
    const isFree = (lane: number) =>
      placed.every((other) => Math.hypot(other.from - mark.from, (other.lane - lane) * LANE) >= other.r)
    placed.push({ ...mark, lane: LANES.find(isFree) ?? 0 })
  }
  return placed
}
