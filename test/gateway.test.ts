import { createHash } from 'node:crypto'
import { serve } from '@hono/node-server'
import { u8aToHex } from '@polkadot/util'
import fc from 'fast-check'
import { Hono } from 'hono'
import { etag } from 'hono/etag'
import { expect, onTestFinished, test, vi } from 'vitest'
import { FairQueue } from '../examples/gateway/fair-queue.ts'
import { sharesGateway } from '../examples/gateway/gateway.ts'
import { followShares, readShares } from '../examples/gateway/shares.ts'
import { pair } from './support/chain-world.ts'

/** Everybody asks for more than there is, until so many requests were served; how many each got. */
async function served(shares: ReadonlyMap<string, number>, requests: number): Promise<Map<string, number>> {
  const queue = new FairQueue(1, Number.POSITIVE_INFINITY)
  const got = new Map([...shares.keys()].map((buyer) => [buyer, 0]))
  await queue.enter('first', 1)
  let left = requests
  const asking = [...shares].map(async ([buyer, share]) => {
    // As much as it could get, and two in hand so that it is never idle.
    const own = Math.ceil(share * requests) + 2
    await Promise.all(
      Array.from({ length: own }, async () => {
        await queue.enter(buyer, share)
        if (left > 0) got.set(buyer, (got.get(buyer) ?? 0) + 1)
        left -= 1
        queue.leave()
      }),
    )
  })
  queue.leave()
  await Promise.all(asking)
  return got
}

test('S1 under load: 40 %, 10 % and 50 % of a thousand requests', async () => {
  const got = await served(
    new Map([
      ['a', 0.4],
      ['b', 0.1],
      ['c', 0.5],
    ]),
    1_000,
  )
  expect([...got]).toEqual([
    ['a', 400],
    ['b', 100],
    ['c', 500],
  ])
})

test('whatever the shares: under load nobody is further from its own than by one request for each buyer', async () => {
  const weights = fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 2, maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(weights, async (given) => {
      const sum = given.reduce((all, one) => all + one, 0)
      const shares = new Map(given.map((weight, place) => [`b${place}`, weight / sum]))
      for (const [buyer, count] of await served(shares, 500))
        expect(Math.abs(count - (shares.get(buyer) ?? 0) * 500)).toBeLessThanOrEqual(given.length)
    }),
    { numRuns: 200 },
  )
})

test('what one leaves over the others use, and who comes back has no claim on what it did not use', async () => {
  const queue = new FairQueue(1, 10)
  const order: string[] = []
  const ask = async (buyer: string, share: number) => {
    await queue.enter(buyer, share)
    order.push(buyer)
    queue.leave()
  }
  await queue.enter('held', 1)
  const alone = Array.from({ length: 4 }, () => ask('small', 0.1))
  queue.leave()
  await Promise.all(alone)
  expect(order).toEqual(['small', 'small', 'small', 'small'])
  await queue.enter('held', 1)
  const both = [ask('large', 0.9), ask('small', 0.1), ask('large', 0.9)]
  queue.leave()
  await Promise.all(both)
  expect(order.slice(4)).toEqual(['large', 'large', 'small'])
})

test('the middleware: nobody, no share, too many, and everybody else is served', async () => {
  const open: (() => void)[] = []
  const app = new Hono()
  const shares = () => ({ of: new Map([['ada', 1]]), fromBlock: 1 })
  app.use(
    sharesGateway({
      shares,
      buyerOf: ({ req }) => req.header('x-buyer') ?? null,
      capacity: 1,
      mostWaiting: 1,
    }),
  )
  app.get('/', async (context) => {
    await new Promise<void>((done) => open.push(done))
    return context.text('output')
  })
  const ask = (buyer?: string) => app.request('/', { headers: buyer ? { 'x-buyer': buyer } : {} })
  expect([(await ask()).status, (await ask('ben')).status]).toEqual([401, 403])
  const [first, second] = [ask('ada'), ask('ada')]
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect((await ask('ada')).status).toBe(429)
  open.shift()?.()
  expect(await (await first).text()).toBe('output')
  await new Promise((resolve) => setTimeout(resolve, 5))
  open.shift()?.()
  expect((await second).status).toBe(200)
})

test('only what the App’s key has signed is believed, and only of this subnet', () => {
  const key = pair('Alice')
  const table = {
    subnet: 'subnet:7:1',
    from_block: 9,
    whole: '1000',
    shares: [{ coldkey: 'ada', parts: '250' }],
  }
  const digest = createHash('sha256').update(JSON.stringify(table)).digest('hex')
  const signed = { by: key.address, signature: u8aToHex(key.sign(`tributary:shares:v1:${digest}`)) }
  const trusted = { signer: key.address, subnet: 'subnet:7:1' }
  expect(readShares({ table, digest, signed }, trusted).of.get('ada')).toBe(0.25)
  const more = { ...table, shares: [{ coldkey: 'ada', parts: '999' }] }
  const ofMore = createHash('sha256').update(JSON.stringify(more)).digest('hex')
  expect(() => readShares({ table: more, digest, signed }, trusted)).toThrow(/digest/)
  expect(() => readShares({ table: more, digest: ofMore, signed }, trusted)).toThrow(/signature/)
  expect(() => readShares({ table, digest, signed: null }, trusted)).toThrow(/not signed/)
  expect(() => readShares({ table, digest, signed }, { ...trusted, signer: pair('Bob').address })).toThrow(
    /not signed/,
  )
  expect(() => readShares({ table, digest, signed }, { ...trusted, subnet: 'subnet:7:2' })).toThrow(
    /another subnet/,
  )
})

test('the shares are followed: what changed counts, what cannot be read or is older changes nothing', async () => {
  const key = pair('Alice')
  let block = 1
  let asked = 0
  const app = new Hono()
  app.use(etag())
  app.get('/shares', (context) => {
    asked += 1
    if (asked === 2) return context.text('down', 503)
    const shares = [{ coldkey: 'ada', parts: String(block) }]
    const table = { subnet: 'subnet:7:1', from_block: block, whole: '10', shares }
    const digest = createHash('sha256').update(JSON.stringify(table)).digest('hex')
    const signed = { by: key.address, signature: u8aToHex(key.sign(`tributary:shares:v1:${digest}`)) }
    return context.json({ table, digest, signed })
  })
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 })
  onTestFinished(() => new Promise<void>((done) => server.close(() => done())))
  await vi.waitFor(() => expect(server.listening).toBe(true))
  const { port } = server.address() as { port: number }
  const errors: unknown[] = []
  const follow = followShares(
    `http://127.0.0.1:${port}/shares`,
    { signer: key.address, subnet: 'subnet:7:1' },
    { every: 20, onError: (error) => errors.push(error) },
  )
  const shares = await follow
  onTestFinished(() => shares.stop())
  expect(shares.current().of.get('ada')).toBe(0.1)
  await vi.waitFor(() => expect(errors).toHaveLength(1))
  expect(shares.current().of.get('ada')).toBe(0.1)
  block = 5
  await vi.waitFor(() => expect(shares.current().of.get('ada')).toBe(0.5))
  block = 3
  const before = asked
  await vi.waitFor(() => expect(asked).toBeGreaterThan(before + 2))
  expect(shares.current()).toMatchObject({ fromBlock: 5 })
})
