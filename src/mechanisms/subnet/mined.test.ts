import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  coldkeys,
  people,
  potsOfIssue,
  START,
  settle,
  stream,
  tao,
  tick,
} from '../../../test/support/commands.ts'
import { refold } from '../../../test/support/house.ts'
import {
  accept,
  architecture,
  decline,
  giveScore,
  headOf,
  issueGuaranteeBill,
  key,
  minedConfig,
  openIncident,
  payGuarantee,
  reportHead,
  reportHealth,
  reportHome,
  reportMerge,
  reportPlan,
  reportStakes,
  seeProposal,
  validators,
  voteIncident,
} from '../../../test/support/mined-commands.ts'
import { minedTales } from '../../../test/support/mined-tales.ts'
import { refundIntents } from '../../../test/support/refunds.ts'
import { tell as tellRules } from '../../../test/support/tell.ts'
import { GRACE } from '../kernel/grace.ts'
import { potIn } from '../pots.ts'
import { liveScores } from '../scoring/standings.ts'
import { proposalOf } from '../streams/names.ts'
import { deadlines } from './deadlines.ts'
import { errands } from './errands.ts'
import { intents } from './intents.ts'
import type { SubnetCommand, SubnetState } from './state.ts'
import { view } from './view.ts'

const tell = (commands: readonly SubnetCommand[]) => tellRules(commands, minedConfig)

const told = (name: keyof typeof minedTales, ...more: SubnetCommand[]) => tell([...minedTales[name], ...more])
const mined = (name: keyof typeof minedTales, ...more: SubnetCommand[]) => told(name, ...more).state
const kinds = (state: SubnetState) => errands(state).map(({ kind }) => kind)
const owed = (state: SubnetState) =>
  intents(state)
    .filter((intent) => !/^(collateral|loan-deposit)-return/.test(intent.key))
    .map(({ key: name, pot, call }) => ({ key: name, pot: pot.kind, call }))
const round = (state: SubnetState) => state.rounds.at(-1)
const live = ({ proposals, scores }: SubnetState, pull: number) => {
  const proposal = proposals[pull]
  return proposal ? liveScores(proposal, scores[pull]) : []
}

const [eva, fox, gus] = validators as [(typeof validators)[0], (typeof validators)[0], (typeof validators)[0]]

describe('A1: the home', () => {
  test('is wanted once the idea is minable, and opens the first round when it is there', () => {
    const { state } = told('mining')
    expect(state.home?.repository.name).toBe('kernels')
    expect(kinds(state)).toEqual([])
    expect(round(state)).toMatchObject({ number: 1, stage: 'open', opensAt: state.rounds[0]?.opensAt })
  })

  test('what GitHub refuses is tried again when its time has come, and not before', () => {
    const commands = minedTales.mining.slice(0, -1)
    const refused = tell([...commands, reportHome(100, { ok: false, obstacle: 'forbidden' })])
    expect(refused.state.errands.home).toMatchObject({ obstacle: 'forbidden', failures: 1 })
    expect(kinds(refused.state)).toEqual([])
    const before = tell([
      ...commands,
      reportHome(100, { ok: false, obstacle: 'forbidden' }),
      tick(15_099, 20),
    ])
    expect(kinds(before.state)).toEqual([])
    const after = tell([...commands, reportHome(100, { ok: false, obstacle: 'forbidden' }), tick(15_100, 20)])
    expect(kinds(after.state)).toEqual(['home'])
    expect(
      mined(
        'mining',
        reportHome(200, { ok: true, repository: { id: 9, owner: 'x', name: 'y' }, installation: 3 }),
      ).home?.repository.id,
    ).toBe(8)
  })
})

describe('A2: proposals', () => {
  test('each new head is read, and what was read of an older one counts no more', () => {
    expect(kinds(mined('mining', seeProposal(110, 11, people.ben)))).toEqual(['head'])
    const pushed = seeProposal(120, 11, people.ben, { head: headOf(11, 2) })
    const state = mined('proposed', pushed, reportHead(130, 11, {}, headOf(11, 1)))
    expect(state.proposals[11]?.reading).toBeNull()
    const later = mined('proposed', seeProposal(500, 11, people.ben, { head: headOf(11, 2) }))
    expect(later.proposals[11]).toMatchObject({ reading: null, head: headOf(11, 2) })
    expect(kinds(later)).toEqual(['head'])
  })

  test('however often it is pushed, a bounded number of heads is remembered, the first and the present one among them', () => {
    const pushes = Array.from({ length: 100 }, (_, n) => n + 2).flatMap((version) => [
      seeProposal(200 + version, 11, people.ben, { head: headOf(11, version) }),
      reportHead(200 + version, 11, {}, headOf(11, version)),
    ])
    const { house } = told('proposed', ...pushes)
    const heads = house.heads(proposalOf(stream(), 11))?.heads ?? []
    expect(heads).toHaveLength(64)
    expect([heads[0]?.sha, heads.at(-1)?.sha]).toEqual([headOf(11, 1), headOf(11, 101)])
  })

  test('late news changes what it was, and not what it is', () => {
    const late = seeProposal(105, 11, people.ben, { status: 'closed', head: headOf(11, 9) })
    const { sightings, ...present } = mined('proposed', late).proposals[11] ?? {}
    const { sightings: before, ...known } = mined('proposed').proposals[11] ?? {}
    expect(present).toEqual(known)
    expect(sightings).toHaveLength((before?.length ?? 0) + 1)
  })

  test('closed and opened again within a while is open, whichever is heard first', () => {
    const closed = seeProposal(128, 11, people.ben, { status: 'closed' })
    const back = seeProposal(129, 11, people.ben)
    for (const heard of [
      [closed, back],
      [back, closed],
    ]) {
      expect(mined('proposed', ...heard).proposals[11]?.status).toBe('open')
    }
  })

  test('of two pushes within one second the later one is the head, whichever is heard first, and a score after them is of it', () => {
    const [one, two, three] = [headOf(11, 1), headOf(11, 2), headOf(11, 3)]
    const first = seeProposal(128, 11, people.ben, { head: two, before: one })
    const second = seeProposal(128, 11, people.ben, { head: three, before: two })
    const scores = [giveScore(128, 11, eva, 80), giveScore(129, 11, gus, 90)]
    for (const pushes of [
      [first, second],
      [second, first],
      [second, first, second],
    ]) {
      const state = mined('proposed', ...pushes, reportHead(128, 11, {}, three), ...scores)
      expect(state.proposals[11]?.head).toBe(three)
      expect(live(state, 11)).toMatchObject([{ points: 9_000 }])
    }
  })

  test('what merely mentions it, and says nothing new, leaves no event', () => {
    const mention = seeProposal(500, 11, people.ben, { isChange: false })
    expect(told('proposed', mention).events).toEqual(told('proposed').events)
  })

  test('it stays its author’s when the account is gone, and without anybody there is none', () => {
    const gone = (pull: number) => ({
      ...seeProposal(128, pull, people.ben),
      author: null,
      title: 'Mine, still',
    })
    const ghost = seeProposal(129, 11, { id: 10_137, login: 'ghost' }, { title: 'Mine, even so' })
    const renamed = seeProposal(
      130,
      11,
      { ...people.ben, login: 'benjamin' },
      { title: 'Mine by another name' },
    )
    expect(mined('proposed', gone(11), ghost).proposals[11]).toMatchObject({
      author: people.ben,
      title: 'Mine, even so',
    })
    expect(mined('proposed', renamed).proposals[11]?.author).toEqual({ ...people.ben, login: 'benjamin' })
    expect(told('proposed', gone(14)).refusals).toMatchObject([{ code: 'no-proposal' }])
  })

  test.for([
    ['draft', 'not-open'],
    ['closed', 'not-open'],
    ['elsewhere', 'not-open'],
  ] as const)('one that is %s is out of the race', ([status, code]) => {
    const out = seeProposal(128, 11, people.ben, { status })
    expect(told('proposed', out, giveScore(130, 11, eva, 90)).refusals).toMatchObject([{ code }])
    const back = seeProposal(129, 11, people.ben)
    expect(told('proposed', out, back, giveScore(130, 11, eva, 90)).refusals).toEqual([])
  })

  test('one whose files are wrong, or that leaves the architecture alone, cannot be scored', () => {
    const problems = [{ file: 'architecture.yaml', line: 1, column: 1, message: 'wrong' }]
    for (const reading of [{ problems }, { touches: false }]) {
      const state = [seeProposal(126, 13, people.ada), reportHead(127, 13, reading)]
      expect(told('proposed', ...state, giveScore(130, 13, eva, 90)).refusals).toMatchObject([
        { code: 'not-valid' },
      ])
    }
  })
})

describe('A3: scores', () => {
  test('criteria are weighted by the rubric', () => {
    const state = mined('scored')
    expect(state.scores[11]?.[106]?.points).toBe(7_400)
    expect(state.scores[11]?.[eva.user]?.points).toBe(9_000)
  })

  test.for([
    ['one half of the criteria', { criteria: { correctness: 50 } }, 'missing-criterion'],
    [
      'a criterion that is none',
      { criteria: { correctness: 1, incentives: 1, evidence: 1, style: 1 } },
      'unknown-criterion',
    ],
    ['a score above the whole', { whole: 101 }, 'bad-score'],
    ['a negative score', { whole: -1 }, 'bad-score'],
    ['a broken score', { whole: 1.5 }, 'bad-score'],
    ['a name that every object has', { criteria: { constructor: 1 } }, 'missing-criterion'],
  ] as const)('%s is refused', ([, score, code]) => {
    expect(told('proposed', giveScore(130, 11, eva, score)).refusals).toMatchObject([{ code }])
  })

  test.for([
    ['no proposal', giveScore(130, 99, eva, 50), 'no-proposal'],
    ['an own proposal', giveScore(130, 12, fox, 50), 'own-proposal'],
    ['an account without stake', { ...giveScore(130, 11, eva, 50), stake: null }, 'not-a-validator'],
  ] as const)('%s is refused', ([, command, code]) => {
    expect(told('proposed', command).refusals).toMatchObject([{ code }])
  })

  test('a review is of the head that it names; of another than the present one it counts nothing, and is told so', () => {
    const review = (head: string) => told('proposed', { ...giveScore(130, 11, eva, 90), head })
    expect(live(review(headOf(11)).state, 11)).toMatchObject([{ points: 9_000, head: headOf(11) }])
    const stale = review(headOf(11, 2))
    expect(live(stale.state, 11)).toEqual([])
    expect(stale.notices).toEqual([
      { code: 'other-head', facts: { head: headOf(11, 2), present: headOf(11) } },
    ])
  })

  test('a review that is heard before the push that it names counts when that is heard', () => {
    const push = seeProposal(125, 11, people.ben, { head: headOf(11, 2) })
    const review = { ...giveScore(130, 11, eva, 90), head: headOf(11, 2) }
    const read = reportHead(141, 11, {}, headOf(11, 2))
    expect(live(mined('proposed', review, push, read), 11)).toMatchObject([{ points: 9_000 }])
  })

  test('a score that is heard twice changes nothing, and one that was written before it stands no more', () => {
    const later = giveScore(135, 11, eva, 70)
    const earlier = giveScore(130, 11, eva, 90)
    const state = mined('proposed', earlier, later)
    expect(told('proposed', earlier, later, later)).toMatchObject({ state, refusals: [] })
    expect(told('proposed', earlier, later, earlier)).toMatchObject({
      state,
      refusals: [{ code: 'scored-since' }],
    })
  })

  test('a score is of the head that stood when it was written, whichever of both is heard last', () => {
    const score = giveScore(130, 11, eva, 90)
    const push = seeProposal(140, 11, people.ben, { head: headOf(11, 2) })
    const read = reportHead(141, 11, {}, headOf(11, 2))
    expect(live(mined('proposed', score, push, read), 11)).toEqual([])
    const late = told('proposed', push, read, score)
    expect(live(late.state, 11)).toEqual([])
    expect(late.notices).toMatchObject([
      { code: 'other-head', facts: { head: headOf(11), present: headOf(11, 2) } },
    ])
    const ofPushed = giveScore(141, 11, eva, 90)
    expect(live(mined('proposed', ofPushed, push, read), 11)).toMatchObject([{ points: 9_000 }])
  })

  test('a score that is heard before its head is read counts when the head proves good', () => {
    const push = seeProposal(126, 13, people.ada)
    const score = giveScore(130, 13, eva, 90)
    expect(live(mined('proposed', push, score, reportHead(131, 13)), 13)).toMatchObject([{ points: 9_000 }])
  })

  test('in whatever order pushes and scores are heard, the same heads have the same scores', () => {
    const versions = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 6 })
    const written = fc.uniqueArray(
      fc.record({
        after: fc.integer({ min: 0, max: 62 }),
        points: fc.integer({ min: 0, max: 100 }),
        by: fc.constantFrom(eva, gus),
        head: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
      }),
      { maxLength: 8, selector: ({ after, by }) => `${after} ${by.user}` },
    )
    fc.assert(
      fc.property(versions, written, fc.infiniteStream(fc.nat()), (pushed, scores, dice) => {
        const timed: SubnetCommand[] = [
          ...pushed.map((version, place) =>
            seeProposal(130 + place * 10, 11, people.ben, { head: headOf(11, version) }),
          ),
          ...scores.map(({ after, points, by, head }) => ({
            ...giveScore(130 + after, 11, by, points),
            ...(head === undefined ? {} : { head: headOf(11, head) }),
          })),
        ]
        const shuffled = timed
          .map((command) => ({ command, order: dice.next().value ?? 0 }))
          .toSorted((one, other) => one.order - other.order)
          .map(({ command }) => command)
        const inTime = timed.toSorted((one, other) => one.at - other.at)
        const of = (commands: readonly SubnetCommand[]) => {
          const state = mined('proposed', ...commands)
          const { head, updatedAt, status, sightings } = state.proposals[11] ?? {}
          const scored = live(state, 11).map(({ validator, points, at }) => [validator.id, points, at])
          return { head, updatedAt, status, sightings, scored: scored.toSorted() }
        }
        expect(of(shuffled)).toEqual(of(inTime))
      }),
    )
  })

  test('while a round is counted nobody scores', () => {
    expect(told('counting', giveScore(1_100, 11, eva, 0)).refusals).toMatchObject([{ code: 'counting' }])
  })
})

describe('A4, A5: the round', () => {
  test('ends at its time, is counted with the stakes after it, and the best is invited', () => {
    expect(errands(mined('counting'))).toMatchObject([{ kind: 'stakes', round: 1 }])
    const state = mined('invited')
    expect(round(state)?.standings.map(({ pull, rank }) => [pull, rank])).toEqual([
      [11, 1],
      [12, 2],
    ])
    expect(round(state)?.invitation).toMatchObject({ pull: 11, miner: people.ben, coldkey: null })
  })

  test('a push makes scores stale: without another score the proposal is not invited', () => {
    const push = [
      seeProposal(200, 11, people.ben, { head: headOf(11, 2) }),
      reportHead(210, 11, {}, headOf(11, 2)),
    ]
    const state = mined('scored', ...push, tick(1_100, 20), reportStakes(1_101))
    expect(round(state)?.invitation?.pull).toBe(12)
  })

  test('a lead that changes: what counts is the end', () => {
    const better = validators
      .slice(0, 1)
      .concat(validators.slice(2))
      .map((one) => giveScore(300, 12, one, 100))
    const worse = [giveScore(310, 11, eva, 1), giveScore(311, 11, gus, 1)]
    const state = mined('scored', ...better, ...worse, tick(1_100, 20), reportStakes(1_101))
    expect(round(state)?.invitation?.pull).toBe(12)
  })

  test('stake that is gone at the end does not count', () => {
    const state = mined('counting', reportStakes(1_101, 1, { 103: tao(0) }))
    expect(state.rounds[0]).toMatchObject({ stage: 'lapsed', lapse: 'no-proposal' })
    expect(round(state)).toMatchObject({ number: 2, stage: 'open' })
  })

  test('a best below the least grade is not invited, nor is anybody else', () => {
    const asking = { ...minedConfig, mining: { ...minedConfig.mining, leastGrade: 5_000 } }
    const counted = (grade: number | null) =>
      tellRules([...minedTales.counting, { ...reportStakes(1_101), grade }], asking).state.rounds.at(0)
    expect(counted(5_000)).toMatchObject({ stage: 'invited' })
    for (const grade of [4_999, null]) {
      expect(counted(grade)).toMatchObject({ stage: 'lapsed', lapse: 'low-grade', invitation: null })
    }
  })

  test('without a scored proposal the next round opens', () => {
    const state = mined('proposed', tick(1_100, 20), reportStakes(1_101, 1, {}))
    expect(state.rounds.map(({ stage, lapse }) => [stage, lapse])).toEqual([
      ['lapsed', 'no-proposal'],
      ['open', null],
    ])
  })

  test('nobody below the best is ever asked: a deadline that passes opens the next round', () => {
    expect(round(mined('accepted', tick(1_601, 32)))?.stage).toBe('invited')
    const { state } = told('lapsed')
    expect(state.rounds[0]).toMatchObject({ stage: 'lapsed', lapse: 'deadline' })
    expect(round(state)).toMatchObject({ number: 2, stage: 'open' })
    expect(mined('secondRound').launch).toMatchObject({ round: 2, pull: 11 })
  })

  test('what was said in time counts while it is not decided yet, what was said after the end is told so', () => {
    const clock = (after: number, block: number) => ({
      ...tick(after, block),
      heardUpTo: START + after - GRACE,
    })
    const { closesAt = 0 } = round(mined('scored')) ?? {}
    const end = closesAt - START
    const over = [clock(end, 20), clock(end + GRACE - 1, 21)]
    const scored = told('scored', ...over, giveScore(end - 1, 12, eva, 100), giveScore(end, 12, gus, 100))
    expect(round(scored.state)?.stage).toBe('open')
    expect(live(scored.state, 12).find(({ validator }) => validator.id === eva.user)?.points).toBe(10_000)
    expect(scored.refusals).toMatchObject([{ code: 'counting' }])
    expect(round(mined('scored', ...over, clock(end + GRACE, 22)))?.stage).toBe('counting')

    const { deadline = 0 } = round(mined('invited'))?.invitation ?? {}
    const last = deadline - START
    const late = [clock(last + GRACE, 40), decline(last + 1, 11, people.ben), accept(last, 11, people.ben)]
    expect(told('invited', ...late).refusals).toMatchObject([{ code: 'too-late' }])
    expect(round(mined('invited', ...late))?.invitation?.coldkey).toBe(coldkeys.ben)
    expect(round(mined('invited', clock(last + GRACE + 1, 41)))).toMatchObject({ number: 2 })
    const billed = [...late, issueGuaranteeBill(last + GRACE)]
    const paid = mined('invited', ...billed, clock(last + 2 * GRACE, 42), payGuarantee(last + 2 * GRACE, 43))
    expect(paid.launch).toMatchObject({ pull: 11 })
    const hour = 60 * 60_000
    expect(round(mined('invited', ...billed, clock(last + 2 * GRACE + hour + 1, 99)))).toMatchObject({
      number: 2,
    })
  })

  test('of what the invited wrote, the last stands, in whatever order it is heard', () => {
    const written = fc.array(
      fc.record({ coldkey: fc.constantFrom(coldkeys.ben, coldkeys.fox), dice: fc.nat() }),
      { minLength: 1, maxLength: 5 },
    )
    fc.assert(
      fc.property(written, (all) => {
        const said = all.map(({ coldkey, dice }, place) => {
          return { dice, command: accept(1_200 + place, 11, people.ben, coldkey) }
        })
        const heard = said.toSorted((one, other) => one.dice - other.dice).map(({ command }) => command)
        expect(round(mined('invited', ...heard))?.invitation?.coldkey).toBe(all.at(-1)?.coldkey)
      }),
    )
  })

  test.for([
    ['another than the invited', accept(1_200, 12, people.fox, coldkeys.fox), 'not-invited'],
    ['the invited, below another proposal', accept(1_200, 12, people.ben), 'not-invited'],
    ['the invited, unlinked', accept(1_200, 11, people.ben, null), 'unlinked'],
    ['the invited, too late', accept(1_602, 11, people.ben), 'too-late'],
    ['another who declines', decline(1_200, 11, people.fox), 'not-invited'],
  ] as const)('%s is refused', ([, command, code]) => {
    expect(told('invited', command).refusals).toMatchObject([{ code }])
  })

  test('what answered the invitation of an earlier round does not answer this one', () => {
    const invited = [...minedTales.lapsed, tick(2_602, 50), reportStakes(2_603, 2)]
    expect(tell(invited).state.rounds.at(-1)?.invitation?.miner).toEqual(people.ben)
    for (const late of [decline(1_500, 11, people.ben), accept(1_200, 11, people.ben)]) {
      expect(tell([...invited, late])).toMatchObject({
        state: tell(invited).state,
        refusals: [{ code: 'not-invited' }],
      })
    }
  })

  test('who declines before paying ends the round; who has paid is bound', () => {
    expect(mined('accepted', decline(1_210, 11, people.ben)).rounds[0]?.lapse).toBe('declined')
    expect(told('guaranteed', decline(1_310, 11, people.ben)).refusals).toMatchObject([
      { code: 'already-guaranteed' },
    ])
  })

  test('a proposal that its author closes, or pushes to, ends the invitation', () => {
    const closed = seeProposal(1_210, 11, people.ben, { status: 'closed' })
    expect(mined('accepted', closed).rounds[0]?.lapse).toBe('closed')
    const pushed = seeProposal(1_210, 11, people.ben, { head: headOf(11, 2) })
    expect(mined('accepted', pushed).rounds[0]?.lapse).toBe('head-moved')
  })
})

describe('A5: the guarantee', () => {
  test.for([
    ['too little', { amount: tao(9) }, 'too-little'],
    ['by another', { payer: coldkeys.eva }, 'another-payer'],
    ['too late', { at: payGuarantee(1_602, 25).at }, 'late'],
  ] as const)('%s: all of it goes back', ([, changes, reason]) => {
    const { state, house } = told('accepted', payGuarantee(1_300, 25, 1, changes))
    expect(state.launch).toBeNull()
    expect(state.refunds).toMatchObject([{ reason }])
    expect(refundIntents(house)).toMatchObject([{ pot: potIn(potsOfIssue(), 'escrow') }])
  })

  test('paid twice: the second goes back; too much: the rest goes back', () => {
    expect(mined('guaranteed', payGuarantee(1_305, 26)).refunds).toMatchObject([
      { reason: 'twice', amount: tao(10) },
    ])
    const over = payGuarantee(1_300, 25, 1, { amount: tao(12) })
    expect(mined('accepted', over, over).refunds).toMatchObject([{ reason: 'overpaid', amount: tao(2) }])
  })

  test('a push after it voids it: the collateral goes back and the next round opens', () => {
    const { state } = told('pushedAfterGuarantee')
    expect(state).toMatchObject({ phase: 'minable', launch: null })
    expect(state.mining.guarantees).toMatchObject([{ round: 1, fate: 'returned' }])
    expect(owed(state)).toEqual([
      {
        key: key('guarantee-return', 1),
        pot: 'escrow',
        call: { kind: 'transfer', to: { coldkey: coldkeys.ben }, amount: tao(10) },
      },
    ])
    expect(round(state)).toMatchObject({ number: 2, stage: 'open' })
  })

  test('a merge that finds another head voids it too', () => {
    const state = mined('guaranteed', reportMerge(1_305, 1, { ok: false, reason: 'gone' }))
    expect(state.rounds[0]?.lapse).toBe('not-merged')
    expect(state.mining.guarantees[0]?.fate).toBe('returned')
  })
})

describe('L1: the launch', () => {
  test('one step after the other, each wanted until it is done', () => {
    expect(kinds(mined('guaranteed'))).toEqual(['merge'])
    expect(kinds(mined('merged'))).toEqual(['release'])
    expect(owed(mined('registering'))).toMatchObject([
      {
        key: key('network-register'),
        pot: 'treasury',
        call: { kind: 'network-register', hotkey: coldkeys.hotkey, limit: tao(94) },
      },
    ])
    expect(owed(mined('configuring'))).toEqual([
      {
        key: key('chain-step', 1, 0),
        pot: 'treasury',
        call: { kind: 'chain-step', netuid: 2, step: architecture.steps[0] },
      },
    ])
    expect(owed(mined('preparing'))).toEqual([])
    expect(owed(mined('starting'))).toEqual([
      { key: key('start-call'), pot: 'treasury', call: { kind: 'start-call', netuid: 2 } },
    ])
    expect(mined('probation').phase).toBe('probation')
  })

  test('C1: its steps are planned anew against the network that was registered, once', () => {
    expect(kinds(mined('registered'))).toEqual(['plan'])
    expect(owed(mined('registered'))).toEqual([])
    expect(kinds(mined('configuring'))).toEqual([])
    const other = { kind: 'mechanism-count', count: 3 } as const
    const planned = mined('registered', reportPlan(1_331, [other]), reportPlan(1_332))
    expect(owed(planned)).toMatchObject([{ key: key('chain-step', 1, 0), call: { step: other } }])
    expect(mined('registered', reportPlan(1_331, [])).phase).toBe('preparing')
    expect(kinds(mined('registered', reportPlan(1_331, [], 2)))).toEqual(['plan'])
    expect(told('mining', reportPlan(1_331)).refusals).toMatchObject([{ code: 'no-round' }])
    expect(mined('registering', reportPlan(1_325, [other])).launch?.architecture).toEqual(architecture)
  })

  test('each step knows when the epochs are, before which the chain takes none', () => {
    const epochs = { next: 1_400, every: 360, closed: 10 }
    const planned = mined('registered', { ...reportPlan(1_331), epochs })
    expect(owed(planned)).toMatchObject([{ call: { kind: 'chain-step', turn: { from: 0, epochs } } }])
    const steps = [{ kind: 'hyperparameter', name: 'tempo', value: 720n }, ...architecture.steps] as const
    const set = settle(1_340, 900, key('chain-step', 1, 0))
    const later = mined('registered', { ...reportPlan(1_331, steps), epochs }, set)
    const begun = { next: 900 + 720, every: 720, closed: 10 }
    expect(owed(later)).toMatchObject([{ call: { step: steps[1], turn: { from: 0, epochs: begun } } }])
  })

  test('it is not started before the preparation is over', () => {
    expect(owed(mined('preparing', tick(1_649, 39)))).toEqual([])
  })

  test('a merge that is refused waits and is tried again', () => {
    const refused = reportMerge(1_305, 1, { ok: false, reason: 'conflict' })
    expect(kinds(mined('guaranteed', refused))).toEqual([])
    expect(kinds(mined('guaranteed', refused, tick(16_305, 40)))).toEqual(['merge'])
  })

  test('a step that failed on chain is owed again, and no later one before it', () => {
    const failed = settle(1_340, 31, key('chain-step', 1, 0), {
      ok: false,
      error: 'AdminUtils.TxRateLimitExceeded',
    })
    expect(
      intents(mined('configuring', failed)).filter(({ key: name }) => name.startsWith('chain-step')),
    ).toMatchObject([{ key: key('chain-step', 1, 0), failures: 1 }])
  })

  test('M6: the discoverer is rewarded when it starts', () => {
    expect(owed(mined('probation'))).toEqual([
      {
        key: key('discoverer-reward'),
        pot: 'treasury',
        call: { kind: 'transfer', to: { user: people.ada.id }, amount: tao(1) },
      },
    ])
  })
})

describe('L2: the probation', () => {
  test('good on enough of its days: collateral and bounty', () => {
    const { state } = told('passed')
    expect(state.phase).toBe('live')
    expect(state.days.map(({ good }) => good)).toEqual([true, false, true, true])
    expect(
      owed(state).map(({ key: name, pot, call }) => [name, pot, 'amount' in call && call.amount]),
    ).toEqual([
      [key('discoverer-reward'), 'treasury', tao(1)],
      [key('bounty', 1), 'treasury', tao(5)],
      [key('guarantee-return', 1), 'escrow', tao(10)],
    ])
  })

  test('not good on enough of them: slashed to the subnet’s treasury, no bounty', () => {
    const { state } = told('failed')
    expect(state.phase).toBe('failed')
    expect(owed(state).slice(1)).toEqual([
      {
        key: key('guarantee-slash', 1),
        pot: 'escrow',
        call: { kind: 'transfer', to: { coldkey: coldkeys.treasury }, amount: tao(10) },
      },
    ])
  })

  test('each day is asked for once, and recorded once, in order', () => {
    expect(errands(mined('probation', tick(1_799, 50)))).toEqual([])
    expect(errands(mined('probation', tick(1_800, 50), tick(1_950, 51)))).toMatchObject([
      { kind: 'health', day: 1 },
    ])
    const twice = mined('probation', tick(1_800, 50), reportHealth(1_801, 1), reportHealth(1_802, 1))
    expect(twice.days).toHaveLength(1)
    expect(mined('probation', tick(1_800, 50), reportHealth(1_801, 2)).days).toEqual([])
    expect(mined('probation', reportHealth(1_799, 1)).days).toEqual([])
  })

  test('L3: an upheld incident fails it at once', () => {
    const { state } = told('incident')
    expect(state.phase).toBe('failed')
    expect(state.mining.guarantees[0]?.fate).toBe('slashed')
  })

  test('an incident that is open holds the verdict back; rejected, it changes nothing', () => {
    const open = openIncident(1_750)
    const held = [...minedTales.passed.slice(0, -1), open, ...minedTales.passed.slice(-1)]
    expect(tell(held).state.probation?.verdict).toBeNull()
    const over = [voteIncident(1_760, 40, people.eva, 'reject'), tick(1_750 + 7 * 86_400_000, 5_000)]
    expect(tell([...held, ...over]).state.probation?.verdict).toBe('passed')
  })

  test('one person opens no more than three incidents in a probation', () => {
    const opened = [40, 41, 42, 43].map((issue, n) => openIncident(1_750 + n, issue))
    const { state, refusals } = told('probation', ...opened)
    expect(state.incidents.map(({ number }) => number)).toEqual([40, 41, 42])
    expect(refusals).toMatchObject([{ code: 'too-many-incidents', facts: { most: 3 } }])
  })

  test.for([
    ['by the guarantor', openIncident(1_750, 40, { opener: people.ben }), 'own-subnet'],
    ['by an unlinked account', openIncident(1_750, 40, { openerColdkey: null }), 'unlinked'],
    ['without validators', openIncident(1_750, 40, { electorate: [] }), 'no-validators'],
    ['a vote where there is none', voteIncident(1_750, 41, people.eva, 'uphold'), 'no-dispute'],
  ] as const)('an incident %s is refused', ([, command, code]) => {
    expect(told('probation', command).refusals).toMatchObject([{ code }])
  })
})

const anyCommand = fc.constantFrom<SubnetCommand>(
  ...Object.values(minedTales).flat(),
  ...[11, 12].map((pull) => seeProposal(1_205, pull, people.ben, { head: headOf(pull, 2) })),
  payGuarantee(1_250, 24, 1, { amount: tao(11) }),
  payGuarantee(2_650, 56, 2),
  tick(3_000, 60),
  tick(9_000, 70),
)
const anyStory = fc
  .tuple(fc.constantFrom(...Object.values(minedTales)), fc.array(anyCommand, { maxLength: 30 }))
  .map(([tale, more]) => [...tale, ...more])

describe('in any order of any commands', () => {
  test('deciding never throws, and everything that follows can be computed', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const { state } = tell(story)
        view(state)
        deadlines(state)
        intents(state)
        errands(state)
      }),
      { numRuns: 300 },
    )
  })

  test('what is folded from the events is the state', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const { house, state } = tell(story)
        expect(refold(house.happened).state(stream())).toEqual(state)
      }),
      { numRuns: 200 },
    )
  })

  test('every rao that came into the escrow is held, or owed to exactly one', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const { deposit, rounds, refunds } = tell(story).state
        const came = new Map<string, bigint>()
        let isOpen = false
        for (const command of story) {
          isOpen ||= command.type === 'OpenIdea'
          if (command.type !== 'SeeDeposit' || !isOpen) continue
          const name = `${command.extrinsic.hash} ${command.payer}`
          if (!came.has(name)) came.set(name, command.amount)
        }
        const back = refunds.reduce((sum, { amount }) => sum + amount, 0n)
        const guarantees = rounds.reduce((sum, { guarantee }) => sum + (guarantee?.paid.collateral ?? 0n), 0n)
        const arrived = [...came.values()].reduce((sum, amount) => sum + amount, 0n)
        expect(back + guarantees + (deposit.paid?.collateral ?? 0n)).toBe(arrived)
      }),
      { numRuns: 300 },
    )
  })

  test('what the treasury owes never exceeds what was raised', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const { state } = tell(story)
        const payments = { settled: {}, failed: {}, cancelled: {} }
        const everOwed = intents({
          ...state,
          payments,
          life: { ...state.life, payments },
          race: { ...state.race, payments },
          crew: { ...state.crew, payments },
        })
        const out = everOwed
          .filter(({ pot }) => pot.kind === 'treasury')
          .reduce((sum, { call }) => sum + ('amount' in call ? call.amount : 0n), 0n)
        const funding = state.funding
        const limit = state.launch?.limit ?? 0n
        if (funding) expect(out + limit <= funding.target + funding.deposit).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  test('at most one guarantee is held, one round is open, and intents have different keys', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const { state } = tell(story)
        const {
          rounds,
          mining: { guarantees },
        } = state
        expect(guarantees.filter(({ fate }) => fate === 'held').length).toBeLessThanOrEqual(1)
        expect(rounds.filter(({ stage }) => stage === 'open').length).toBeLessThanOrEqual(1)
        expect(rounds.map(({ number }) => number)).toEqual(rounds.map((_, n) => n + 1))
        const keys = intents(state).map(({ key: name }) => name)
        expect(new Set(keys).size).toBe(keys.length)
      }),
      { numRuns: 300 },
    )
  })
})

test('a guarantee is paid by the invited miner’s coldkey or by its heir, and by nobody else', () => {
  const pay = (payer: string, swappedFrom?: string) => {
    const paid = { ...payGuarantee(1_300, 25), payer, ...(swappedFrom ? { swappedFrom } : {}) }
    return mined('accepted', paid as SubnetCommand).phase
  }
  expect(pay(coldkeys.eva)).toBe('minable')
  expect(pay(coldkeys.eva, coldkeys.fox)).toBe('minable')
  expect(pay(coldkeys.eva, coldkeys.ben)).toBe('launching')
})
