import { Hono } from 'hono'
import { FairQueue } from '../../examples/gateway/fair-queue.ts'
import { sharesGateway } from '../../examples/gateway/gateway.ts'
import { alpha } from '../../src/mechanisms/money.ts'
import { shareTable } from '../../src/mechanisms/sales/table.ts'
import type { Part, Row } from '../row.ts'

const BUYERS = 1_000
const REQUESTS = 100_000
const LARGE = 100_000

/** What a buyer's share costs: the table of many, and the gateway that enforces them. */
export const gateway: Part = {
  name: 'Shares of the output',
  run: async () => [table(), ...(await overhead()), await fairness()],
}

/** Of very different sizes, the smallest a thousandth of the largest. */
const weightOf = (place: number): number => 1 + ((place * 7_919) % 1_000)

function table(): Row {
  const totals = Array.from({ length: LARGE }, (_, place) => ({
    coldkey: `5${String(place).padStart(47, 'C')}`,
    amount: alpha(BigInt(weightOf(place)) * 10n ** 9n),
  }))
  const begun = performance.now()
  shareTable(totals)
  const took = performance.now() - begun
  return {
    subject: `the shares of ${LARGE.toLocaleString('en')} buyers`,
    figure: `${took.toFixed(0)} ms`,
    wanted: { text: 'at most 200 ms', met: took <= 200 },
  }
}

/** The same requests to the same output, with the gateway and without. */
async function overhead(): Promise<Row[]> {
  const output = (app: Hono) => app.get('/', (context) => context.text('output'))
  const plain = output(new Hono())
  const guarded = new Hono()
  const shares = { of: new Map([['ada', 1]]), fromBlock: 1 }
  guarded.use(sharesGateway({ shares: () => shares, buyerOf: () => 'ada', capacity: 100 }))
  output(guarded)
  const [without, between] = [[] as number[], [] as number[]]
  for (let run = 0; run < 7; run++) {
    without.push(await perRequest(plain))
    between.push(await perRequest(guarded))
  }
  const [bare, held] = [median(without), median(between)]
  return [
    { subject: 'a request without a gateway', figure: `${bare.toFixed(1)} µs` },
    {
      subject: 'a request through the gateway',
      figure: `${held.toFixed(1)} µs`,
      ratio: `${(held - bare).toFixed(1)} µs more`,
      wanted: { text: 'at most 20 µs more', met: held - bare <= 20 },
    },
  ]
}

async function perRequest(app: Hono): Promise<number> {
  const count = 20_000
  const begun = performance.now()
  for (let n = 0; n < count; n++) await app.request('/')
  return ((performance.now() - begun) * 1_000) / count
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** All ask for more than there is: how far from its share is who is furthest. */
async function fairness(): Promise<Row> {
  const sum = Array.from({ length: BUYERS }, (_, place) => weightOf(place)).reduce((all, one) => all + one, 0)
  const shares = Array.from({ length: BUYERS }, (_, place) => weightOf(place) / sum)
  const queue = new FairQueue(1, Number.POSITIVE_INFINITY)
  const got = shares.map(() => 0)
  let left = REQUESTS
  await queue.enter('first', 1)
  const asking = shares.flatMap((share, buyer) =>
    Array.from({ length: Math.ceil(share * REQUESTS) + 2 }, async () => {
      await queue.enter(String(buyer), share)
      if (left > 0) got[buyer] = (got[buyer] ?? 0) + 1
      left -= 1
      queue.leave()
    }),
  )
  const begun = performance.now()
  queue.leave()
  await Promise.all(asking)
  const took = ((performance.now() - begun) * 1_000) / REQUESTS
  // One request more or less is as near as whole requests can come.
  const furthest = Math.max(
    ...got.map(
      (count, buyer) =>
        Math.max(0, Math.abs(count - (shares[buyer] ?? 0) * REQUESTS) - 1) /
        ((shares[buyer] ?? 0) * REQUESTS),
    ),
  )
  return {
    subject: `${BUYERS.toLocaleString('en')} buyers over ${REQUESTS.toLocaleString('en')} requests, ${took.toFixed(1)} µs each`,
    figure: `${(furthest * 100).toFixed(2)} % from its share, beyond one request`,
    wanted: { text: 'at most 1 %', met: furthest <= 0.01 },
  }
}
