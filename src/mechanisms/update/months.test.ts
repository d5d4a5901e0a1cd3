import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { coldkeys, people, START, settle, tick } from '../../../test/support/commands.ts'
import { seeDissolution } from '../../../test/support/dissolved-tale.ts'
import { otherTeam, queue, quicker } from '../../../test/support/mandate-tales.ts'
import {
  accept,
  architecture,
  key,
  reportMandate,
  reportRevert,
  reportUpdateHealth,
  reportUpdateMerge,
  seeProposal,
} from '../../../test/support/mined-commands.ts'
import { slowConfig, slowly } from '../../../test/support/slow.ts'
import { tell } from '../../../test/support/tell.ts'
import { updateTales } from '../../../test/support/update-tales.ts'
import { tellSlowly } from '../../handlers/kit/testing/mined.ts'
import { alpha } from '../money.ts'
import { errands } from '../subnet/errands.ts'
import { intents } from '../subnet/intents.ts'
import type { SubnetCommand, SubnetState } from '../subnet/state.ts'
import type { RewardAuthors, UpdateStage } from './slice.ts'

const round = (tale: readonly SubnetCommand[]) => tellSlowly(tale).mining.round
const current = (tale: readonly SubnetCommand[]) => tellSlowly(tale).update.current
const past = (tale: readonly SubnetCommand[], number = 2) =>
  tellSlowly(tale).rounds.find((one) => one.number === number)
const wanted = (tale: readonly SubnetCommand[]) => errands(tellSlowly(tale)).map(({ kind }) => kind)
/** What is owed of a collateral, by what becomes of it. */
const collaterals = (state: SubnetState) =>
  intents(state).flatMap(({ purpose, call, pot }) =>
    purpose.kind.startsWith('guarantee-') && purpose.about[0] === 2 && call.kind === 'transfer'
      ? [[purpose.kind, purpose.about[0], call.to, call.amount, pot.kind]]
      : [],
  )
const TEN = 10_000_000_000n

describe('a live subnet', () => {
  test('has a month at once, to the first of the next, and none before it is live', () => {
    const { mining } = tellSlowly(updateTales.live)
    expect(mining.round).toMatchObject({ number: 2, stage: 'open', closesAt: Date.UTC(2026, 1, 1) })
    expect(mining.live).toMatchObject({ isOver: false, adopted: null })
    expect(mining.live?.grade).toBeGreaterThan(8_000)
    expect(tellSlowly(updateTales.live.slice(0, -1)).mining).toMatchObject({
      live: null,
      round: { number: 1 },
    })
  })

  test('chooses on the day that the settings say', () => {
    const config = { ...slowConfig, update: { ...slowConfig.update, dayOfMonth: 25 } }
    const { mining } = tell(slowly(updateTales.live), config).state
    expect(mining.round?.closesAt).toBe(Date.UTC(2026, 0, 25))
  })

  test('that was live before there were months has one from the clock’s next call', () => {
    const { state, house } = tell(slowly(updateTales.live.slice(0, -1)), slowConfig)
    house.record(state.race.stream, { type: 'GuaranteeReturned', round: 1, at: START } as never)
    const events = house.handle(state.race.stream, tick(90_000_000, 900), slowConfig)
    expect(events.map(({ event }) => event.type)).toEqual(['RoundOpened'])
  })
})

describe('the choice of a month', () => {
  test('is the best, who is invited to guarantee', () => {
    expect(round(updateTales.invited)).toMatchObject({
      stage: 'invited',
      invitation: { pull: 31, miner: people.fox },
    })
  })

  test.each([
    ['no-proposal', updateTales.nobody],
    ['not-better', updateTales.notBetter],
    ['declined', updateTales.declined],
    ['deadline', updateTales.late],
    ['merged', updateTales.mergedByHand],
  ] as const)('has its answer where it comes to nothing: %s, and the next month begins', (why, tale) => {
    expect(past(tale)).toMatchObject({ stage: 'lapsed', lapse: why, guarantee: null })
    expect(round(tale)).toMatchObject({ number: 3, stage: 'open', closesAt: Date.UTC(2026, 2, 1) })
    expect(collaterals(tellSlowly(tale))).toEqual([])
  })

  test('says what the best would have had to be graded', () => {
    const lapsed = past(updateTales.notBetter)
    expect(lapsed?.needed).toBeGreaterThan(lapsed?.grade ?? 0)
  })

  test('is nobody while the update before it is not over', () => {
    expect(past(updateTales.tooEarly, 3)).toMatchObject({ lapse: 'on-probation' })
    expect(current(updateTales.tooEarly)).toMatchObject({ round: 2, stage: 'applying' })
  })
})

test('what is guaranteed is merged, released and applied, each once, and the next month begins', () => {
  expect(wanted(updateTales.guaranteed)).toContain('update-merge')
  expect(round(updateTales.guaranteed)).toMatchObject({ number: 2, stage: 'guaranteed' })
  expect(current(updateTales.guaranteed)).toMatchObject({ stage: 'merging', pull: 31, coldkey: coldkeys.fox })
  expect(wanted(updateTales.merged)).toContain('mandate')
  expect(wanted(updateTales.merged)).not.toContain('update-release')
  expect(round(updateTales.merged)).toMatchObject({ number: 3, stage: 'open' })
  expect(tellSlowly(updateTales.merged).proposals[31]?.status).toBe('merged')
  expect(tellSlowly(updateTales.merged).mandate.change).toMatchObject({
    number: 1,
    pull: 31,
    stage: 'reading',
  })
  const read = [...updateTales.merged, reportMandate(3_140, 1, { architecture: quicker, steps: queue })]
  expect(wanted(read)).toContain('update-release')
  expect(wanted(updateTales.applying)).not.toContain('update-release')
  expect(current(updateTales.applying)?.stage).toBe('applying')
  expect(current(updateTales.probation)).toMatchObject({ stage: 'probation', tag: 'architecture-v2' })
})

test('GitHub’s own news of the merge changes nothing, whenever it comes', () => {
  const news = (after: number) => seeProposal(after, 31, people.fox, { status: 'merged' })
  const early = [
    ...updateTales.guaranteed,
    news(3_125),
    ...updateTales.probation.slice(updateTales.guaranteed.length),
  ]
  const late = [...updateTales.probation, news(3_131)]
  for (const tale of [early, late]) {
    const { mandate, update } = tellSlowly(tale)
    expect(mandate).toMatchObject({ change: { number: 1, stage: 'applied' }, next: null })
    expect(update.current?.stage).toBe('probation')
  }
})

test('another merge while the update is applied waits, and the update does not wait for it to be there', () => {
  const other = seeProposal(3_146, 40, people.eva, { status: 'merged' })
  const tale = [...updateTales.applying, other, ...updateTales.probation.slice(updateTales.applying.length)]
  expect(current(tale)?.stage).toBe('applying')
  const read = [...tale, reportMandate(3_170, 2, { architecture: otherTeam })]
  expect(current(read)?.stage).toBe('probation')
})

describe('a conflict', () => {
  test('is tried again, and asks nobody else', () => {
    const state = tellSlowly(updateTales.conflicting)
    expect(state.errands['update-merge']).toMatchObject({ obstacle: 'conflict', failures: 1 })
    expect(wanted(updateTales.conflicting)).not.toContain('update-merge')
    expect(state.mining.round).toMatchObject({ number: 2, stage: 'guaranteed' })
    const merged = [...updateTales.conflicting, reportUpdateMerge(3_140, 2)]
    expect(tellSlowly(merged).errands).toEqual({})
  })

  test.each([
    ['a push of its author', updateTales.pushed, 'head-moved'],
    ['the next month', [...updateTales.conflicting, tick(5_900, 6_000)], 'not-merged'],
  ] as const)('ends by %s, and the collateral goes back', (_, tale, why) => {
    const state = tellSlowly(tale)
    expect(past(tale)).toMatchObject({ lapse: why })
    expect(state.update.current?.stage).toBe('voided')
    expect(state.errands).toEqual({})
    expect(collaterals(state)).toEqual([['guarantee-return', 2, { coldkey: coldkeys.fox }, TEN, 'escrow']])
    expect(state.mining.round).toMatchObject({ number: 3, stage: 'open' })
  })
})

describe('the probation of an update', () => {
  test('that holds gives the collateral back, and its grade is the one to beat', () => {
    const state = tellSlowly(updateTales.held)
    expect(state.update.current).toMatchObject({ stage: 'held', good: 3, recorded: 4 })
    expect(collaterals(state)).toEqual([['guarantee-return', 2, { coldkey: coldkeys.fox }, TEN, 'escrow']])
    expect(state.mining.live).toMatchObject({ adopted: 2, grade: past(updateTales.held)?.grade })
    expect(collaterals(tellSlowly(updateTales.returned))).toEqual([])
  })

  test('counts its last day too', () => {
    const state = tellSlowly(updateTales.brokeLast)
    expect(state.update.current).toMatchObject({ stage: 'reverting', verdict: 'broke', recorded: 4 })
    expect(wanted(updateTales.brokeLast)).toContain('revert')
  })

  test('is over as soon as it cannot hold any more: slashed, reverted, set back, and the one before is to beat', () => {
    const state = tellSlowly(updateTales.broke)
    expect(state.update.current).toMatchObject({ stage: 'reverting', recorded: 2 })
    expect(collaterals(state)).toEqual([
      ['guarantee-slash', 2, { coldkey: state.mining.pots?.treasury }, TEN, 'escrow'],
    ])
    expect(state.mining.live?.grade).toBe(tellSlowly(updateTales.live).mining.live?.grade)
    const stages: UpdateStage[] = ['setting-back', 'setting-back', 'reverted']
    const tales = [updateTales.reverted, updateTales.settingBack, updateTales.setBack]
    expect(tales.map((tale) => current(tale)?.stage)).toEqual(stages)
    expect(tellSlowly(updateTales.reverted).mandate.change).toMatchObject({ number: 2, pull: 41, by: null })
    expect(tellSlowly(updateTales.setBack).launch?.architecture.hyperparameters).toEqual({})
    expect(collaterals(tellSlowly(updateTales.slashed))).toEqual([])
  })

  test('waits for a person where what it changed was changed since, and asks nobody else meanwhile', () => {
    const state = tellSlowly(updateTales.revertConflicts)
    expect(state.errands.revert).toMatchObject({ obstacle: 'conflict', failures: 1 })
    expect(state.update.current?.stage).toBe('reverting')
    const byHand = reportRevert(3_400, 2, { ok: true, pull: null, commit: 'f'.repeat(40) })
    const mended = [...updateTales.revertConflicts, byHand]
    expect(current(mended)?.stage).toBe('setting-back')
    expect(errands(tellSlowly(mended)).filter(({ kind }) => kind === 'mandate')).toMatchObject([
      { number: 2, isWhole: false },
    ])
    const back = [...mended, reportMandate(3_410, 2, { architecture })]
    expect(current(back)?.stage).toBe('reverted')
  })

  test('does not begin where the chain refuses it: it is reverted, and nobody is to blame', () => {
    const state = tellSlowly(updateTales.refused)
    expect(state.update.current).toMatchObject({ stage: 'reverting', verdict: 'refused' })
    expect(collaterals(state)).toEqual([['guarantee-return', 2, { coldkey: coldkeys.fox }, TEN, 'escrow']])
    expect(state.mining.live?.adopted).toBeNull()
  })

  test('ends with the network: the collateral goes back, and nobody is asked any more', () => {
    const gone = seeDissolution(3_300, 3_400)
    const ended = tellSlowly([...updateTales.probation, gone])
    expect(ended.update.current?.stage).toBe('dissolved')
    expect(collaterals(ended)).toEqual([['guarantee-return', 2, { coldkey: coldkeys.fox }, TEN, 'escrow']])
    expect(ended.mining).toMatchObject({
      live: { isOver: true },
      round: { stage: 'lapsed', lapse: 'dissolved' },
    })
    const asked = tellSlowly([...updateTales.accepted, { ...gone, at: START + 3_115 }])
    expect(asked.mining).toMatchObject({ live: { isOver: true }, round: { stage: 'lapsed' } })
    const late = accept(3_130, 31, people.fox, coldkeys.fox)
    const { refusals } = tell(
      slowly([...updateTales.invited, { ...gone, at: START + 3_105 }, late]),
      slowConfig,
    )
    expect(refusals.at(-1)?.code).toBe('not-invited')
  })
})

test('whatever its days show, however often and in whatever order it is told, a collateral moves once and whole', () => {
  const told = fc.array(
    fc.oneof(
      fc.record({ day: fc.integer({ min: 1, max: 5 }), miners: fc.constantFrom(0, 3) }),
      fc.constantFrom(
        'tick',
        'merge',
        'mandate',
        'mandate-2',
        'revert',
        'conflict',
        'step',
        'merged',
        'gone',
      ),
    ),
    { maxLength: 40 },
  )
  fc.assert(
    fc.property(told, (all) => {
      const heard = all.flatMap((one, n) => said(one, 3_200 + n * 60))
      const tale = [...updateTales.guaranteed, ...heard]
      const { state, events } = tell(slowly(tale), slowConfig)
      const ends = events.filter(
        (event) =>
          (event.type === 'GuaranteeReturned' || event.type === 'GuaranteeSlashed') && event.round === 2,
      )
      const { current: update } = state.update
      const isDecided = update?.verdict !== null || update.stage === 'voided'
      expect(ends).toHaveLength(isDecided ? 1 : 0)
      const owed = collaterals(state).filter(([, number]) => number === 2)
      expect(owed.map(([, , , amount]) => amount)).toEqual(isDecided ? [TEN] : [])
      if (update?.verdict === 'broke') expect(owed[0]?.[0]).toBe('guarantee-slash')
      if (update?.verdict === 'held') expect(owed[0]?.[0]).toBe('guarantee-return')
    }),
    { numRuns: 60 },
  )
})

function said(
  one: { readonly day: number; readonly miners: number } | string,
  after: number,
): readonly SubnetCommand[] {
  if (typeof one !== 'string')
    return [tick(after, after + 100), reportUpdateHealth(after + 1, 2, one.day, { miners: one.miners })]
  switch (one) {
    case 'tick':
      return [tick(after, after + 100)]
    case 'merge':
      return [reportUpdateMerge(after, 2)]
    case 'merged':
      return [seeProposal(after, 31, people.fox, { status: 'merged' })]
    case 'mandate':
      return [reportMandate(after, 1, { architecture: quicker, steps: queue.slice(0, 1) })]
    case 'mandate-2':
      return [reportMandate(after, 2, { architecture })]
    case 'step':
      return [settle(after, after + 100, key('owner-step', 1, 0))]
    case 'revert':
      return [reportRevert(after, 2)]
    case 'conflict':
      return [reportRevert(after, 2, { ok: false, reason: 'conflict' })]
    default:
      return [seeDissolution(after, after + 100)]
  }
}

describe('a new role or mechanism', () => {
  const rewards = (tale: readonly SubnetCommand[]) => tellSlowly(tale).update.rewards

  test('earns its author something once it is in force, and nothing else does', () => {
    expect(rewards(updateTales.innovative)).toMatchObject([
      { round: 2, author: { id: people.fox.id }, roles: ['writer'], mechanisms: [], given: null },
    ])
    expect(rewards(updateTales.probation)).toBeUndefined()
    // The owner's calls are not over: it is merged, and not yet in force.
    expect(rewards(updateTales.innovative.slice(0, -1))).toBeUndefined()
  })

  test('is owed to its author after the update’s days too, until a day has something free', () => {
    for (const ended of [updateTales.held, updateTales.brokeLast]) {
      const days = ended.slice(updateTales.probation.length)
      expect(rewards([...updateTales.innovative, ...days])).toMatchObject([{ round: 2, given: null }])
    }
  })

  test('earns it by one day, and by no other', () => {
    const [once] = rewards(updateTales.rewarded) ?? []
    expect(once?.given).toEqual({ day: 1, earned: 9_000_000_000n })
    const { house, state } = tell(slowly(updateTales.rewarded), slowConfig)
    const said = (round: number): RewardAuthors => ({
      type: 'RewardAuthors',
      day: 2,
      rewards: [{ round, earned: alpha(5n) }],
      at: START,
      source: { kind: 'stream', stream: state.stream },
    })
    for (const round of [2, 7]) expect(house.handle(state.stream, said(round), slowConfig)).toEqual([])
  })
})
