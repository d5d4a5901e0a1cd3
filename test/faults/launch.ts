import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tillOf } from '../../src/chain/pots.ts'
import { formatTao } from '../../src/mechanisms/money.ts'
import type { SubnetState } from '../../src/mechanisms/subnet/state.ts'
import type { Trap } from './app-under-test.ts'
import type { Start } from './killed.ts'
import { type Kill, killedAtEach } from './kills.ts'
import { HOME, RACE } from './matrix.ts'
import { MARKET, type Mined, madeOnGitHub, openMined, payGuarantee, win } from './mined.ts'
import { expectAllRight, quiet } from './reckoning.ts'
import type { Slashing } from './slash.ts'
import { changeSettings, type FaultWorld, linkPeople, startFaultWorld, until, untilTime } from './support.ts'

// In one world, a subnet from idea to live, and another that fails its probation. The App is killed at one point after the
// other, each time started again with the next trap set: whatever an earlier kill had left behind would show at the end.

/** Of the second subnet: one bad day is enough, or none comes before its incident. Nobody is paid before it is over. */
export const failing = (days: number, day: string): string => `
discoverer:
  reward: dividend
mining:
  round: 30 days
  guarantee_deadline: 7 days
launch:
  preparation: 7 days
probation:
  days: ${days}
  day: ${day}
`

/** Two tries that failed, the one that made it, and two after the kill, which are told that the name is in use. */
const REPOSITORY = { 'POST /orgs/riverbed/repos': 5 }

export interface LaunchFaults {
  readonly start: Start
  /** Whether the treasury is an account without a key. */
  readonly pure: boolean
  /** Of the launch; the first is armed before it. */
  readonly kills: readonly Kill[]
  /** How the second subnet fails, and where the App is killed then. */
  readonly slashed: (slashing: Slashing) => void
  /** The market's settings for the second. */
  readonly settings: string
}

/** Each begins with the same, and ends in its own way. */
export function tellLaunch({ start, pure, kills, slashed, settings }: LaunchFaults): void {
  let database: Awaited<ReturnType<Start>>
  let world: FaultWorld
  let mined: Mined
  beforeAll(async () => {
    database = await start()
    const { url } = database
    world = await startFaultWorld({ settings: MARKET, pure, ...(url ? { databaseUrl: url } : {}) })
    await linkPeople(world)
  })
  afterAll(async () => {
    await world?.stop()
    await database?.stop()
  })

  test(`GitHub fails, and then slows the App down, when a repository is to be made; ${HOME[0]}`, async () => {
    failTwice('POST', /\/orgs\/[^/]+\/repos$/)
    world.app.arm(HOME[1])
    const opening = openMined(world, 1)
    await world.app.killed()
    await world.restart()
    mined = await opening
    expect(world.github.control.calls()).toMatchObject(REPOSITORY)
  })

  describe('a round, and the App is killed and started again', () => {
    let winning: Promise<void>
    beforeAll(() => {
      world.app.arm(RACE[0]?.[1] as Trap)
      winning = win(world, mined)
      winning.catch(() => undefined)
    })

    killedAtEach(() => world, RACE)

    test('it was won', () => winning)
  })

  let living: Promise<SubnetState>

  describe('a launch, and the App is killed and started again', () => {
    beforeAll(async () => {
      // It is merged all the same, and then comes the first kill.
      failTwice('PUT', /\/merge$/)
      world.app.arm({ point: 'merge run' })
      await payGuarantee(world, mined)
      living = untilTime(world, mined.issue, 'it is live', ({ phase }) => phase === 'live')
      living.catch(() => undefined)
    })

    killedAtEach(() => world, kills)
  })

  test('all of it was done once, and paid once', async () => {
    const { launch, days } = await living
    expect(launch?.architecture.steps).toHaveLength(2)
    expect(days).toHaveLength(2)
    await expectAllRight(world)
    const { events, locks } = world.tally
    expect(events.get('subtensorModule.NetworkAdded')).toBe(1)
    expect(events.get('subtensorModule.FirstEmissionBlockNumberSet')).toBe(1)
    // One by the network itself when it begins, one by the step.
    expect(events.get('subtensorModule.MaxAllowedUidsSet')).toBe(2)
    expect(locks).toHaveLength(1)
    // The surplus less the network's fee, the discoverer's collateral; the guarantor's; the loan's deposit, reward, bounty.
    expect(paidFrom(tillOf(world.treasury))).toEqual(['0.4995 TAO', '1 TAO'])
    expect(await paid('escrow')).toEqual(['10 TAO'])
    expect(await paid('treasury')).toEqual(['10 TAO', '0.2 TAO', '1 TAO'])
    expect(world.github.control.calls()).toMatchObject(REPOSITORY)
    expect(await madeOnGitHub(world, mined)).toEqual(madeOnce(launch))
  })

  describe('a slash, and the App is killed and started again', () => {
    beforeAll(async () => {
      await changeSettings(world, settings)
      await quiet(world)
      // A second network costs twice as much as the first.
      mined = await openMined(world, 2, 40)
      await win(world, mined)
    })

    slashed(() => ({ world, mined }))
  })

  test('it was slashed once, nothing was returned, and no bounty was paid', async () => {
    const { launch, probation } = await until(
      world,
      mined.issue,
      'its collateral is in its treasury',
      ({ payments }) => Object.keys(payments.settled).some((key) => key.startsWith('guarantee-slash:')),
    )
    expect(probation?.verdict).toBe('failed')
    await expectAllRight(world)
    const { events, locks, transfers } = world.tally
    expect(events.get('subtensorModule.NetworkAdded')).toBe(2)
    expect(locks).toHaveLength(2)
    // Of each subnet the surplus less the network's fee, and the discoverer's collateral.
    expect(paidFrom(tillOf(world.treasury))).toEqual(['0.4995 TAO', '1 TAO', '0.4995 TAO', '1 TAO'])
    // Of this one the guarantor's collateral, and the loan's deposit alone.
    expect(await paid('escrow')).toEqual(['10 TAO'])
    expect(await paid('treasury')).toEqual(['10 TAO'])
    const { idea } = await until(world, mined.issue, 'it is there', () => true)
    const { escrow, treasury } = idea?.pots ?? {}
    const slash = transfers.filter(({ from, to }) => from === escrow && to === treasury)
    expect(slash.map(({ amount }) => formatTao(amount))).toEqual(['10 TAO'])
    const [sticky] = await world.market.appComments(mined.issue)
    expect(sticky).toContain(
      "did not pass its probation, and the guarantor's collateral went to its treasury",
    )
    expect(await madeOnGitHub(world, mined)).toEqual(madeOnce(launch))
  })

  /** What left a pot of the subnet, in order. */
  async function paid(pot: 'escrow' | 'treasury'): Promise<string[]> {
    const { idea } = await until(world, mined.issue, 'it is there', () => true)
    return paidFrom(idea?.pots?.[pot] ?? '')
  }

  function paidFrom(account: string): string[] {
    const { transfers } = world.tally
    return transfers.filter(({ from }) => from === account).map(({ amount }) => formatTao(amount))
  }

  function failTwice(method: string, path: RegExp): void {
    world.github.control.fail({ kind: 'status', status: 500 }, { method, path })
    world.github.control.fail({ kind: 'rate-limit', seconds: 1 }, { method, path })
  }
}

function madeOnce(launch: SubnetState['launch']) {
  const tag = `architecture-v${launch?.round}`
  return { merges: [launch?.head], tags: [tag], releases: [tag] }
}
