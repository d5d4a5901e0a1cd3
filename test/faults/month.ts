import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SubnetState } from '../../src/mechanisms/subnet/state.ts'
import type { UpdateStage } from '../../src/mechanisms/update/slice.ts'
import type { Point } from './app-under-test.ts'
import type { Start } from './killed.ts'
import { MONTH, REVERT } from './matrix.ts'
import { MARKET, type Mined, madeOnGitHub, openMined, payGuarantee, propose, WITH_RHO, win } from './mined.ts'
import { expectAllRight, quiet } from './reckoning.ts'
import { openIncident } from './slash.ts'
import { type FaultWorld, jump, linkPeople, startFaultWorld, until, untilTime } from './support.ts'

// A subnet lives for two months: an update that holds, and one that breaks and is set back. The App is killed in the middle of each
// errand on the way, and started again.

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

  const untilStage = (stage: UpdateStage): Promise<SubnetState> =>
    untilTime(world, mined.issue, `the update is ${stage}`, ({ update }) => update.current?.stage === stage)

  /** The App is killed at each point on the way to that stage, which begins once the first trap is set. */
  async function killedOnTheWay(
    points: readonly Point[],
    stage: UpdateStage,
    begin: () => Promise<void> = async () => undefined,
  ): Promise<void> {
    const [first, ...others] = points.map((point) => ({ point }))
    if (!first) throw new Error('nothing kills the App')
    world.app.arm(first)
    await begin()
    const arrived = untilStage(stage)
    arrived.catch(() => undefined)
    for (const trap of [...others, null]) {
      await world.app.killed()
      await world.restart(trap)
    }
    await arrived
  }

  test('an update holds, and the App is killed in its merge, release and health', {
    timeout: 300_000,
  }, async () => {
    const head = await choose(20)
    await killedOnTheWay(MONTH, 'held', () => payGuarantee(world, mined))
    await expectAllRight(world)
    const { merges, releases } = await madeOnGitHub(world, mined)
    expect(merges.filter((one) => one === head)).toHaveLength(1)
    expect(releases).toHaveLength(2)
    expect(await rhoOnChain()).toBe('20')
  })

  test('an incident breaks an update, and the App is killed in its revert', {
    timeout: 300_000,
  }, async () => {
    const head = await choose(30)
    await payGuarantee(world, mined)
    await untilStage('probation')
    expect(await rhoOnChain()).toBe('30')
    await quiet(world)
    await openIncident(world, mined)
    await killedOnTheWay(REVERT, 'reverted')
    await expectAllRight(world)
    const { merges, releases } = await madeOnGitHub(world, mined)
    expect(merges.filter((one) => one === head)).toHaveLength(1)
    expect(releases).toHaveLength(3)
    expect(await rhoOnChain()).toBe('20')
    const { rounds } = await until(world, mined.issue, 'it is there', () => true)
    expect(rounds.map(({ guarantee }) => guarantee?.fate ?? null)).toEqual([
      'returned',
      'returned',
      'slashed',
      null,
    ])
  })

  async function rhoOnChain(): Promise<string> {
    const { launch } = await until(world, mined.issue, 'it is there', () => true)
    const value = await world.wallets.api.query.subtensorModule?.rho?.(launch?.netuid ?? 0)
    return String(value)
  }
}
