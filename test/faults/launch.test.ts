import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formatTao } from '../../src/mechanisms/money.ts'
import type { Trap } from './app-under-test.ts'
import { HASTE, type Mined, madeOnGitHub, openMined, payGuarantee, win } from './mined.ts'
import { expectAllRight } from './reckoning.ts'
import { type FaultWorld, linkPeople, startFaultWorld, until } from './support.ts'

// One subnet from idea to live in one world. The App is killed at one point after the other, each time started again with
// the next trap set: whatever an earlier kill had left behind would show at the end.

const TRAPS: readonly (readonly [string, Trap])[] = [
  ['the proposal is merged, and that is not recorded', { point: 'merge run' }],
  ['tag and release are made, and that is not recorded', { point: 'release run' }],
  ['the registration is signed', { point: 'signed' }],
  ['a node has taken the registration', { point: 'broadcast' }],
  ['the registration is in a block that is not final', { point: 'in-block' }],
  ['the registration is final, and not recorded', { point: 'final' }],
  ['the first step is signed', { point: 'signed' }],
  ['the second step is final, and not recorded', { point: 'final', skip: 1 }],
  ['the start call is signed', { point: 'signed' }],
  ['the start call is final, and not recorded', { point: 'final' }],
  ['the discoverer’s reward is signed', { point: 'signed' }],
  ['a day’s health is read, and not recorded', { point: 'health run' }],
  ['collateral and bounty are signed', { point: 'signed' }],
  ['a node has taken the payment of collateral and bounty', { point: 'broadcast' }],
  ['collateral and bounty are final, and not recorded', { point: 'final' }],
]

/** What the App waits for while nothing becomes final. */
const NOT_FINAL: readonly unknown[] = ['broadcast', 'in-block']

/** Two tries that failed, and the one that made it. */
const REPOSITORY = { 'POST /orgs/riverbed/repos': 3 }

let world: FaultWorld
let mined: Mined
beforeAll(async () => {
  world = await startFaultWorld({ settings: HASTE })
  await linkPeople(world)
})
afterAll(() => world.stop())

test('GitHub fails, and then slows the App down, when a repository is to be made', {
  timeout: 60_000,
}, async () => {
  failTwice('POST', /\/orgs\/[^/]+\/repos$/)
  mined = await openMined(world, 1)
  expect(world.github.control.calls()).toMatchObject(REPOSITORY)
})

describe('the App is killed and started again', () => {
  let survived = 0
  beforeAll(async () => {
    await win(world, mined)
    // It is merged all the same, and then comes the first kill.
    failTwice('PUT', /\/merge$/)
    world.app.arm('merge run')
    await payGuarantee(world, mined)
  })

  test.for(TRAPS.map(([what], place) => [what, place] as const))(
    '%s',
    { timeout: 60_000 },
    async ([_what, place]) => {
      expect(survived, 'all kills before this one').toBe(place)
      await world.app.killed()
      const next = TRAPS[place + 1]?.[1] ?? null
      world.subtensor.control.setFinalityLag(NOT_FINAL.includes(next?.point) ? 1_000 : 2)
      await world.restart(next)
      survived += 1
    },
  )
})

test('all of it was done once, and paid once', { timeout: 60_000 }, async () => {
  const { launch, probation } = await until(world, mined.issue, 'it is live', ({ phase }) => phase === 'live')
  expect(launch?.architecture.steps).toHaveLength(2)
  expect(probation?.days).toHaveLength(2)
  await expectAllRight(world)
  const { events, locks, transfers } = world.tally
  expect(events.get('subtensorModule.NetworkAdded')).toBe(1)
  expect(events.get('subtensorModule.FirstEmissionBlockNumberSet')).toBe(1)
  // One by the network itself when it begins, one by the step.
  expect(events.get('subtensorModule.MaxAllowedUidsSet')).toBe(2)
  expect(locks).toHaveLength(1)
  const { idea } = await until(world, mined.issue, 'it is there', () => true)
  const paidFrom = (pot = '') =>
    transfers.filter(({ from }) => from === pot).map(({ amount }) => formatTao(amount))
  // The surplus, the discoverer's collateral, the guarantor's; the loan's deposit, reward, bounty.
  expect(paidFrom(idea?.pots.escrow)).toEqual(['0.5 TAO', '1 TAO', '10 TAO'])
  expect(paidFrom(idea?.pots.treasury)).toEqual(['10 TAO', '0.2 TAO', '1 TAO'])
  expect(world.github.control.calls()).toMatchObject(REPOSITORY)
  expect(await madeOnGitHub(world, mined)).toEqual({
    merges: [launch?.head],
    tags: ['architecture-v1'],
    releases: ['architecture-v1'],
  })
})

function failTwice(method: string, path: RegExp): void {
  world.github.control.fail({ kind: 'status', status: 500 }, { method, path })
  world.github.control.fail({ kind: 'rate-limit', seconds: 1 }, { method, path })
}
