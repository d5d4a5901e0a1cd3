import { load, type Outcome } from '../load/load.ts'
import type { Part, Row } from '../row.ts'
import { PATH } from '../servers/serve.ts'
import { type Running, SECRET, startOnPglite, startOnPostgresql, startProbot } from '../servers/start.ts'

const SERVERS = [
  { subject: 'bare Probot, which stores nothing', start: startProbot, wanted: null },
  { subject: 'the App on PostgreSQL', start: startOnPostgresql, wanted: 0.8 },
  { subject: 'the App on PGlite', start: startOnPglite, wanted: 0.4 },
] as const

const ROUNDS = 3
const STEADY = 200

/** How many deliveries a second are acknowledged when as many come as can; the App has stored each before. */
export const saturation: Part = {
  name: 'Deliveries accepted, 32 connections',
  run: async () => {
    const rates = new Map<string, number[]>()
    const last = new Map<string, Outcome>()
    for (let round = 0; round < ROUNDS; round++) {
      // In turns, so that what else the machine does falls on all alike.
      for (const { subject, start } of SERVERS) {
        const outcome = await measure(start, { connections: 32, seconds: 4 })
        rates.set(subject, [...(rates.get(subject) ?? []), outcome.acknowledged / outcome.seconds])
        last.set(subject, outcome)
      }
    }
    const bare = median(rates.get(SERVERS[0].subject))
    return SERVERS.map(({ subject, wanted }): Row => {
      const rate = median(rates.get(subject))
      const { p50 = 0, p99 = 0 } = last.get(subject) ?? {}
      const figure = `${rate.toFixed(0)} a second, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`
      if (wanted === null) return { subject, figure, ratio: '1' }
      const met = rate / bare >= wanted
      return { subject, figure, ratio: (rate / bare).toFixed(2), wanted: { text: `at least ${wanted}`, met } }
    })
  },
}

/** How long an acknowledgement takes at a steady pace. */
export const steady: Part = {
  name: `Acknowledgement at ${STEADY} deliveries a second`,
  run: async () => {
    const rows: Row[] = []
    for (const { subject, start, wanted } of SERVERS) {
      const { p50, p99 } = await measure(start, { connections: 32, seconds: 8, rate: STEADY })
      const figure = `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`
      rows.push(
        wanted === null
          ? { subject, figure }
          : { subject, figure, wanted: { text: 'p99 under 50 ms', met: p99 < 50 } },
      )
    }
    return rows
  },
}

async function measure(
  start: () => Promise<Running>,
  pace: { connections: number; seconds: number; rate?: number },
): Promise<Outcome> {
  const server = await start()
  try {
    const outcome = await load({ port: server.port, path: PATH, secret: SECRET, warmUpSeconds: 2, ...pace })
    if (outcome.refused > 0) throw new Error(`${outcome.refused} deliveries were refused`)
    return outcome
  } finally {
    await server.stop()
  }
}

const median = (values: readonly number[] = []): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
