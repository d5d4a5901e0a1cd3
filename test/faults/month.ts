import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SubnetState } from '../../src/mechanisms/subnet/state.ts'
import type { Point } from './app-under-test.ts'
import type { Start } from './killed.ts'
import { MONTH } from './matrix.ts'
import { MARKET, type Mined, madeOnGitHub, openMined, payGuarantee, propose, WITH_RHO, win } from './mined.ts'
import { expectAllRight, quiet } from './reckoning.ts'
import { type FaultWorld, jump, linkPeople, startFaultWorld, until, untilTime } from './support.ts'

// A subnet lives for a month, and its update holds. The App is killed in the middle of each errand on the way, and started again.

const SETTINGS = `${MARKET}
update:
  probation_days: 1
`

const rho = (value: number): string => WITH_RHO.replace('rho: 10', `rho: ${value}`)

export function tellMonths(start: Start, pure: boolean): void {
  let database: Awaited<ReturnType<Start>>
  let world: FaultWorld
  let mined: Mined
  beforeAll(async () => {
    database = await start()
    const { url } = database
    world = await startFaultWorld({ settings: SETTINGS, pure, ...(url ? { databaseUrl: url } : {}) })
    await linkPeople(world)
    mined = await openMined(world, 1)
    await win(world, mined, WITH_RHO)
    await payGuarantee(world, mined)
    await untilTime(world, mined.issue, 'it is live', ({ phase }) => phase === 'live')
    await quiet(world)
  }, 240_000)
  afterAll(async () => {
    await world?.stop()
    await database?.stop()
  })

  /** The best of the month is guaranteed. Answers its head. */
  async function choose(value: number): Promise<string> {
    const { mining } = await until(
      world,
      mined.issue,
      'a month is open',
      (state) => state.mining.round?.stage === 'open',
    )
    const pull = await propose(world, mined, `Rho of ${value}`, rho(value), 100)
    await jump(world, mining.round?.closesAt ?? 0)
    await untilTime(world, mined.issue, 'Mia is invited', ({ rounds }) => rounds.at(-1)?.stage === 'invited')
    await mined.home.comment('mia', pull, '/guarantee')
    const { proposals } = await until(world, mined.issue, 'it is there', () => true)
    return proposals[pull]?.head ?? ''
  }

  /** Kills the App at each point on the way from the guarantee to the end of the probation. */
  async function killedAt(points: readonly Point[]): Promise<void> {
    const [first, ...others] = points.map((point) => ({ point }))
    world.app.arm(first ?? { point: 'appending' })
    await payGuarantee(world, mined)
    const isHeld = ({ update }: SubnetState) => update.current?.stage === 'held'
    const held = untilTime(world, mined.issue, 'the update has held', isHeld)
    held.catch(() => undefined)
    for (const trap of [...others, null]) {
      await world.app.killed()
      await world.restart(trap)
    }
    await held
  }

  test('an update holds, and the App is killed in its merge, release and health', {
    timeout: 300_000,
  }, async () => {
    const head = await choose(20)
    await killedAt(MONTH)
    await expectAllRight(world)
    const made = await madeOnGitHub(world, mined)
    expect(made.merges.filter((one) => one === head)).toHaveLength(1)
    expect(made.releases).toHaveLength(2)
    expect(await rhoOnChain()).toBe('20')
  })

  async function rhoOnChain(): Promise<string> {
    const { launch } = await until(world, mined.issue, 'it is there', () => true)
    const value = await world.wallets.api.query.subtensorModule?.rho?.(launch?.netuid ?? 0)
    return String(value)
  }
}
