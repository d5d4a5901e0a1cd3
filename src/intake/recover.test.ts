import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Door, openDoor } from '../../test/support/door.ts'
import { type Database, openDatabase } from '../ledger/database.ts'
import { storeDeliveries, writeRecovered } from '../ledger/deliveries.ts'
import { cursors, deliveries } from '../ledger/schema.ts'
import { MARKET, ORGANISATION } from '../local/github/people.ts'
import { type Scene, setScene } from '../local/github/testing/world.ts'
import { type RecoveryOptions, recover } from './recover.ts'

let database: Database
beforeAll(async () => {
  database = await openDatabase({})
})
beforeEach(async () => {
  await database.queries.delete(deliveries)
  await database.queries.delete(cursors)
})
afterAll(() => database.close())

const logger = pino({ enabled: false })
const storedIds = async () => (await database.queries.select().from(deliveries)).map(({ id }) => id)

describe('on the local GitHub', () => {
  let scene: Scene
  let door: Door
  beforeEach(async () => {
    scene = await setScene()
    door = await openDoor(database, { secret: scene.github.app.webhookSecret })
    scene.github.setWebhookUrl(door.url)
  })
  afterEach(async () => {
    await scene.stop()
    await door.close()
  })

  const open = async (title: string) => {
    await scene.as('dana', 'POST', `/repos/${ORGANISATION}/${MARKET}/issues`, { title })
    await scene.github.control.idle()
  }
  const look = async () => {
    const asked = await recover({ queries: database.queries, github: async () => scene.app, logger })
    await scene.github.control.idle()
    return asked
  }

  test('what was lost while nobody listened arrives, each once', async () => {
    await open('arrives')
    scene.github.control.webhooks('fail')
    await open('lost')
    await open('lost too')
    scene.github.control.webhooks('send')
    expect(await storedIds()).toHaveLength(1)

    expect(await look()).toBe(2)
    const sent = scene.github.control.deliveries().filter(({ event }) => event === 'issues')
    expect((await storedIds()).toSorted()).toEqual([...new Set(sent.map(({ guid }) => guid))].toSorted())
    expect(await look()).toBe(0)
  })

  test('GitHub failing in the middle: the next look asks for the rest', async () => {
    scene.github.control.webhooks('fail')
    for (const title of ['one', 'two', 'three']) await open(title)
    scene.github.control.webhooks('send')
    scene.github.control.fail({ kind: 'status', status: 500 }, { method: 'POST', path: /attempts$/ })

    await expect(look()).rejects.toThrow()
    await look()
    expect(await storedIds()).toHaveLength(3)
  })

  test('a redelivery that fails again is asked for again', async () => {
    scene.github.control.webhooks('fail')
    await open('stubborn')
    expect(await look()).toBe(1)
    scene.github.control.webhooks('send')
    expect(await look()).toBe(1)
    expect(await storedIds()).toHaveLength(1)
  })
})

describe('in the list of deliveries', () => {
  const minutes = (n: number) => new Date(Date.now() - n * 60_000).toISOString()
  const attempt = (id: number, guid: string, minutesAgo: number, status_code: number) => ({
    id,
    guid,
    status_code,
    delivered_at: minutes(minutesAgo),
  })

  /** GitHub's answers by pages; says which attempts were asked for, and how many pages were read. */
  const ask = async (pages: ReturnType<typeof attempt>[][], ending?: AbortController) => {
    const asked: number[] = []
    let read = 0
    const octokit = {
      paginate: {
        iterator: async function* () {
          for (const data of pages) {
            read += 1
            yield { data }
          }
        },
      },
      request: async (_route: string, { delivery_id }: { delivery_id: number }) => {
        asked.push(delivery_id)
        ending?.abort()
      },
    }
    const github = octokit as unknown as Awaited<ReturnType<RecoveryOptions['github']>>
    const signal = ending?.signal ?? new AbortController().signal
    await recover({ queries: database.queries, github: async () => github, logger, signal })
    return { asked, read }
  }

  test('the oldest is asked for first, by its newest attempt, unless one succeeded or it is stored', async () => {
    const body = new Uint8Array()
    await storeDeliveries(database.queries, [{ id: 'kept', event: 'issues', occurredAt: 1, rank: 0, body }])
    const page = [
      attempt(9, 'again', 1, 200),
      attempt(8, 'twice', 2, 503),
      attempt(7, 'kept', 3, 504),
      attempt(6, 'under way', 3, 0),
      attempt(5, 'twice', 4, 503),
      attempt(4, 'again', 5, 502),
      attempt(3, 'old', 6, 502),
    ]
    expect(await ask([page])).toEqual({ asked: [3, 6, 8], read: 1 })
  })

  test('a look goes back to the last good one and a little further, and no page more', async () => {
    await writeRecovered(database.queries, Date.now() - 60 * 60_000)
    const pages = [
      [attempt(5, 'a', 30, 500)],
      [attempt(4, 'b', 65, 500), attempt(3, 'c', 75, 500)],
      [attempt(2, 'd', 100, 500)],
    ]
    expect(await ask(pages)).toEqual({ asked: [4, 5], read: 2 })
  })

  test('never further than GitHub would send again', async () => {
    const days = (n: number) => n * 24 * 60
    expect((await ask([[attempt(2, 'a', days(2), 500), attempt(1, 'b', days(4), 500)]])).asked).toEqual([2])
  })

  test('a stop ends the look, and the next one begins where it began', async () => {
    const page = [attempt(3, 'a', 1, 500), attempt(2, 'b', 2, 500), attempt(1, 'c', 3, 500)]
    expect((await ask([page], new AbortController())).asked).toEqual([1])
    expect((await ask([page])).asked).toEqual([1, 2, 3])
  })

  test('more than one look may ask for are left to the next', async () => {
    const page = Array.from({ length: 250 }, (_, n) => attempt(1000 - n, `guid-${n}`, n / 10, 500))
    expect((await ask([page])).asked).toHaveLength(200)
    expect((await ask([page.slice(0, 50)])).asked).toHaveLength(50)
  })
})
