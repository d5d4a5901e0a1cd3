import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Start } from './killed.ts'
import { ACTS } from './live-acts.ts'
import { type Live, sheetsOf } from './live-people.ts'
import { LIVE } from './matrix.ts'
import { MARKET, openMined, payGuarantee, WITH_RHO, win } from './mined.ts'
import { expectPaidOnce, quiet } from './reckoning.ts'
import { linkPeople, startFaultWorld, until, untilTime } from './support.ts'

// In one world a subnet lives from its first day until the chain dissolves it. The App is killed in the middle of each errand that only
// a live subnet has, and started again.

/** All alpha that comes in is given out. */
const SETTINGS = `${MARKET}
dividends:
  reserve: 0.001 alpha
`

/** The next network takes the place of ours. */
const NETWORKS = { limit: 1, immunity: 5 }

export function tellLive(start: Start, pure: boolean): void {
  let database: Awaited<ReturnType<Start>>
  let live: Live
  let survived = 0
  beforeAll(async () => {
    database = await start()
    const { url } = database
    const world = await startFaultWorld({
      settings: SETTINGS,
      networks: NETWORKS,
      pure,
      ...(url ? { databaseUrl: url } : {}),
    })
    await linkPeople(world)
    const mined = await openMined(world, 1)
    live = { world, mined }
    await win(world, mined, WITH_RHO)
    await payGuarantee(world, mined)
    await untilTime(world, mined.issue, 'it is started', ({ phase }) => phase === 'probation')
    await quiet(world)
  }, 240_000)
  afterAll(async () => {
    await live?.world.stop()
    await database?.stop()
  })

  test.for(LIVE.map((point) => [ACTS[point].what, point] as const))(
    '%s',
    { timeout: 180_000 },
    async ([what, point]) => {
      const { begin, arrived, once } = ACTS[point]
      expect(survived, 'all kills before this one').toBe(LIVE.indexOf(point))
      const { world, mined } = live
      await begin(live, { point })
      await world.app.killed()
      await world.restart()
      await until(world, mined.issue, `it is over: ${what}`, arrived)
      await expectPaidOnce(world)
      await once?.(live)
      survived += 1
    },
  )

  test('each row of each day arrived once', async () => {
    const { stakes } = live.world.tally
    const { payroll, days } = await sheetsOf(live)
    const arrived = stakes.filter(({ from }) => from === payroll).map(({ to }) => to)
    expect(arrived.sort()).toEqual(days.flatMap(({ accounts }) => accounts).sort())
    expect(days.filter(({ accounts }) => accounts.length > 0).length).toBeGreaterThan(1)
  })
}
