import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SubnetState } from '../../src/mechanisms/subnet/state.ts'
import type { Start } from './killed.ts'
import { killedAtEach } from './kills.ts'
import { RETURNED } from './matrix.ts'
import { type Mined, openMined, payGuarantee, win } from './mined.ts'
import { expectAllRight, quiet } from './reckoning.ts'
import { changeSettings, type FaultWorld, jump, linkPeople, startFaultWorld, until } from './support.ts'

// In one world, a subnet that its settings let nobody register, whose funders have their money back; and another, whose time ends while its
// registration is signed and not sent. The App is killed at each point on the way.

/** A network costs ten TAO and more. */
const settingsWith = (limit: string): string => `
mining:
  round: 30 days
  guarantee_deadline: 7 days
launch:
  preparation: 7 days
  lock_cost_limit: ${limit}
`

export function tellReturned(start: Start, pure: boolean): void {
  let database: Awaited<ReturnType<Start>>
  let world: FaultWorld
  let mined: Mined
  beforeAll(async () => {
    database = await start()
    const { url } = database
    const settings = settingsWith('1 TAO')
    world = await startFaultWorld({ settings, pure, ...(url ? { databaseUrl: url } : {}) })
    await linkPeople(world)
    mined = await openMined(world, 1)
    await win(world, mined)
    await payGuarantee(world, mined)
  }, 240_000)
  afterAll(async () => {
    await world?.stop()
    await database?.stop()
  })

  const now = (): Promise<SubnetState> => until(world, mined.issue, 'it is there', () => true)
  const endOf = ({ launch }: SubnetState): number => launch?.returns?.at ?? 0

  describe('its time is over, and the App is killed and started again', () => {
    beforeAll(async () => {
      const isWaiting = ({ launch, payments }: SubnetState) =>
        launch?.stage === 'registering' &&
        Object.keys(payments.settled).some((key) => key.startsWith('loan-deposit-return:'))
      const state = await until(world, mined.issue, 'it waits for the price to fall', isWaiting)
      world.app.arm(RETURNED[0]?.[1] ?? { point: 'appending' })
      await jump(world, endOf(state))
    }, 60_000)

    killedAtEach(() => world, RETURNED)
  })

  test('everybody has their money back, once and to the rao', { timeout: 60_000 }, async () => {
    const isPaid = ({ dissolution: { rest } }: SubnetState) => rest?.paid.length === 2
    const { phase, dissolution, rounds } = await until(world, mined.issue, 'all are paid', isPaid)
    expect([phase, dissolution.rest?.total]).toEqual(['returned', 19_999_999_500n])
    expect(rounds.at(-1)?.guarantee?.fate).toBe('returned')
    await expectAllRight(world)
    expect(world.tally.locks).toEqual([])
    const [sticky] = await world.market.appComments(mined.issue)
    expect(sticky).toContain('2 of 2 funders are paid')
  })

  test('a registration that is signed when its time ends is made or is not: the money is spent once', {
    timeout: 180_000,
  }, async () => {
    await changeSettings(world, settingsWith('raise'))
    await quiet(world)
    mined = await openMined(world, 2, 40)
    await win(world, mined)
    await quiet(world)
    world.app.arm({ point: 'signed' })
    await payGuarantee(world, mined)
    await world.app.killed()
    // Its bytes can still land in the blocks to come.
    const { control } = world.subtensor
    control.pause()
    await jump(world, world.clock.now() + 61 * 86_400_000)
    await world.restart()
    control.resume()
    const isDecided = ({ launch, dissolution: { rest } }: SubnetState) =>
      (launch?.netuid ?? null) !== null || rest?.paid.length === 2
    await until(world, mined.issue, 'it is registered, or the money is back', isDecided)
    await expectAllRight(world)
    const { launch, dissolution, phase } = await now()
    const isRegistered = launch?.netuid !== null
    expect({ locks: world.tally.locks.length, phase, isReturned: dissolution.rest !== null }).toEqual({
      locks: isRegistered ? 1 : 0,
      phase: isRegistered ? 'preparing' : 'returned',
      isReturned: !isRegistered,
    })
  })
}
