import { load, type Outcome } from '../load/load.ts'
import type { Part, Row } from '../row.ts'
import { PATH } from '../servers/serve.ts'
import { type Running, SECRET, startOnPglite, startOnPostgresql, startProbot } from '../servers/start.ts'

/** Kept-alive connections, as many as GitHub might open when much happens at once. */
const CONNECTIONS = 100
const ROUNDS = 7
const RATE = 200

interface Contestant {
  readonly name: string
  readonly start: () => Promise<Running>
  /** Of bare Probot's rate. */
  readonly share?: number
}

const CONTESTANTS: readonly Contestant[] = [
  { name: 'bare Probot, stores nothing', start: startProbot },
  { name: 'the App on PostgreSQL', start: startOnPostgresql, share: 0.85 },
  { name: 'the App on PGlite', start: startOnPglite, share: 0.6 },
]

interface Result {
  readonly contestant: Contestant
  readonly saturated: Outcome
  readonly steady: Outcome
}

/**
 * How many deliveries are acknowledged, each by the App only when it is on the disk. The three run side by side and are
 * loaded in turn for seconds at a time. So whatever else the machine does falls on all of them. The middle of the rounds counts.
 */
export const deliveries: Part = {
  name: 'Deliveries accepted',
  run: async () => {
    const running = await Promise.all(CONTESTANTS.map(({ start }) => start()))
    const rounds: Outcome[][] = CONTESTANTS.map(() => [])
    for (let round = 0; round < ROUNDS; round++) {
      for (const [at, { port }] of running.entries()) rounds[at]?.push(await saturate(port, round === 0))
    }
    const steady: Outcome[] = []
    for (const { port } of running) steady.push(await atRate(port))
    const stored = await Promise.all(running.map((server) => server.stop()))
    for (const [at, n] of stored.entries()) mustHold(CONTESTANTS[at], n, [...(rounds[at] ?? []), steady[at]])
    return rowsOf(
      CONTESTANTS.map((contestant, at) => ({
        contestant,
        saturated: middle(rounds[at] ?? []),
        steady: steady[at] as Outcome,
      })),
    )
  },
}

const orders = { path: PATH, secret: SECRET, connections: CONNECTIONS }

const saturate = (port: number, first: boolean) =>
  load({ ...orders, port, warmUpSeconds: first ? 3 : 0.3, seconds: 2 })

const atRate = (port: number) => load({ ...orders, port, rate: RATE, warmUpSeconds: 1, seconds: 10 })

/** What was acknowledged must be there: a fast loss is worth nothing. */
function mustHold(
  contestant: Contestant | undefined,
  stored: number,
  outcomes: (Outcome | undefined)[],
): void {
  const acknowledged = outcomes.reduce((sum, outcome) => sum + (outcome?.acknowledgedInAll ?? 0), 0)
  if (contestant?.share !== undefined && stored < acknowledged)
    throw new Error(`${contestant.name} acknowledged ${acknowledged} and stored ${stored}`)
}

const rateOf = ({ acknowledged, seconds }: Outcome) => acknowledged / seconds

function middle(outcomes: readonly Outcome[]): Outcome {
  return outcomes.toSorted((a, b) => rateOf(a) - rateOf(b))[Math.floor(outcomes.length / 2)] as Outcome
}

function rowsOf(results: readonly Result[]): Row[] {
  const [bare] = results
  const saturated = results.map(({ contestant: { name, share }, saturated }) => {
    const ratio = rateOf(saturated) / rateOf(bare?.saturated ?? saturated)
    return {
      subject: `as many as it takes: ${name}`,
      figure: `${Math.round(rateOf(saturated))} a second, ${percentiles(saturated)}`,
      ratio: ratio.toFixed(2),
      ...(share !== undefined && {
        wanted: { text: `at least ${share} of bare Probot`, met: ratio >= share },
      }),
    }
  })
  const steady = results.map(({ contestant: { name, share }, steady }) => ({
    subject: `${RATE} a second: ${name}`,
    figure: percentiles(steady),
    ...(share !== undefined && { wanted: { text: 'p99 under 50 ms', met: steady.p99 < 50 } }),
  }))
  return [...saturated, ...steady]
}

function percentiles({ p50, p99, refused }: Outcome): string {
  return `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms${refused > 0 ? `, ${refused} refused` : ''}`
}
