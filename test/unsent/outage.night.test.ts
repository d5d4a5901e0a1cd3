import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { form, type House, openHouse, patiently } from '../support/open-house.ts'
import { openOutage, type Refusal } from './outage.ts'

// GitHub says no for two hours while people go on. The clock of this machine is moved, and with it all that waits for its next try.

const MINUTE = 60_000
const HOURS = 2 * 60 * MINUTE

const outage = openOutage()
let moved = 0
/** This machine's clock, all of it: only waiting is real. */
const setClock = () => vi.setSystemTime(performance.timeOrigin + performance.now() + moved)
let house: House

let ticking: NodeJS.Timeout
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  ticking = setInterval(setClock, 5)
  house = await openHouse('link:\n  allowed_hosts: [articles.test]\n', outage.before)
}, 120_000)
afterEach(() => outage.answer(null))
afterAll(async () => {
  await house?.stop()
  await outage.stop()
  clearInterval(ticking)
  vi.useRealTimers()
})

const queries = () => house.world.app.ledger.queries

/** The database in this process goes by the same clock. */
function pass(minutes: number): void {
  moved += minutes * MINUTE
  setClock()
}

/** Nothing runs, and nothing is due. */
const quiet = () =>
  patiently('the jobs that are due', async () => {
    const { rows } = await queries().execute(
      sql`select name from jobs.job where state = 'active' or (state in ('created', 'retry') and start_after <= now())`,
    )
    return rows.length === 0 ? true : undefined
  })

const outstanding = async () =>
  (await queries().execute<{ queue: string; failures: number }>(sql`select queue, failures from outstanding`))
    .rows

const refusals: readonly (readonly [string, (end: number) => Refusal, (asked: number) => void])[] = [
  ['503', () => ({ status: 503 }), (asked) => expect(asked).toBeGreaterThan(10)],
  [
    '429 with retry-after',
    (end) => ({ status: 429, retryAfter: () => (end - Date.now()) / 1_000 }),
    // What was asked before the first answer came.
    (asked) => expect(asked).toBeLessThan(10),
  ],
]

test.for(refusals)(
  'after two hours of %s all that was wanted is there',
  { timeout: 180_000 },
  async ([name, refusalTo, expectAsked]) => {
    const link = `https://articles.test/outage-${name.slice(0, 3)}`
    const known = await house.open('dana', `[idea] Roads ${name}`, form({ 'Article link': `${link}-1` }))
    await house.sticky(known, /deposit/)
    await quiet()

    const end = Date.now() + HOURS
    outage.answer(refusalTo(end))
    const asked = await house.say('mia', known, '/help')
    const refused = await house.say('mia', known, '/uphold')
    const idea = await house.open('dana', `[idea] Maps ${name}`, form({ 'Article link': `${link}-2` }))
    await house.handled()
    await patiently('all of it to fail', async () => {
      const failing = (await outstanding()).filter(({ failures }) => failures > 0)
      return failing.length >= 3 ? true : undefined
    })
    while (Date.now() < end - 10 * MINUTE) {
      pass(10)
      await quiet()
    }
    expect((await house.world.market.appComments(idea)).length).toBe(0)
    expectAsked(outage.refused())

    outage.answer(null)
    pass(70)
    await house.sticky(idea, /deposit/)
    expect(await house.answerTo(known, asked)).toContain('/challenge')
    expect(await house.answerTo(known, refused)).toBeTruthy()
    await quiet()
    await patiently('nothing to be wanted', async () =>
      (await outstanding()).length === 0 ? true : undefined,
    )
  },
)
