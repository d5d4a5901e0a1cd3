import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  challenge,
  coldkeys,
  contribution,
  DAY,
  electorate,
  issueBill,
  linkFailed,
  linkPassed,
  loanOpened,
  onIssue,
  openIdea,
  people,
  potsOfIssue,
  START,
  seeDeposit,
  settle,
  stream,
  tao,
  terms,
  tick,
  vote,
} from '../../../test/support/commands.ts'
import { hand, openHouse, refold } from '../../../test/support/house.ts'
import { refundIntents } from '../../../test/support/refunds.ts'
import { tales } from '../../../test/support/tales.ts'
import { tell as tellRules } from '../../../test/support/tell.ts'
import { defaultConfig } from '../config.ts'
import type { Terms } from '../idea/slice.ts'
import { GRACE } from '../kernel/grace.ts'
import { REFUND_FEE } from '../refund/refund.ts'
import { deadlines } from './deadlines.ts'
import { errands } from './errands.ts'
import { intents } from './intents.ts'
import { nextStep } from './next-step.ts'
import type { SubnetCommand, SubnetState } from './state.ts'
import { view } from './view.ts'

const tell = (commands: readonly SubnetCommand[]) => tellRules(commands, defaultConfig)

const owed = (state: SubnetState) => intents(state).map(({ key, call }) => ({ key: key.split(':')[0], call }))

test('in whatever order edits are heard, what was edited last stands', () => {
  const edits = fc.array(fc.record({ title: fc.constantFrom(terms.title, 'B', 'C'), dice: fc.nat() }), {
    minLength: 1,
    maxLength: 6,
  })
  fc.assert(
    fc.property(edits, fc.constantFrom(tales.opening.slice(0, 1), tales.funding), (made, tale) => {
      const said = made.map(({ title, dice }, place) => {
        const edit = {
          type: 'EditIdea',
          isChange: true,
          terms: { ...terms, title },
          ...onIssue(50 + place),
        } as const
        return { edit, dice }
      })
      const heard = said.toSorted((one, other) => one.dice - other.dice).map(({ edit }) => edit)
      const inTime = tell([...tale, ...said.map(({ edit }) => edit)]).state.idea
      expect(tell([...tale, ...heard]).state.idea).toEqual(inTime)
      const isPaid = tale === tales.funding
      expect(isPaid ? inTime?.editedAfterPayment.includes('title') : inTime?.terms.title).toEqual(
        isPaid ? made.at(-1)?.title !== terms.title : made.at(-1)?.title,
      )
    }),
  )
})

describe('M2: the deposit', () => {
  test('fee and collateral in one extrinsic make the idea be checked', () => {
    const { state } = tell(tales.checking)
    expect(state.phase).toBe('checking')
    expect(state.deposit.fate).toBe('held')
    expect(intents(state)).toEqual([])
  })

  test.each([
    ['paidTooLittle', 'too-little', tao(0.4)],
    ['paidByAnother', 'another-payer', tao(1)],
    ['paidLate', 'late', tao(1)],
    ['paidTwice', 'twice', tao(1)],
    ['overpaid', 'overpaid', tao(0.5)],
  ] as const)('%s: what is due goes back from the till, less the network’s fee', (name, reason, amount) => {
    const { state, house } = tell(tales[name])
    expect(state.refunds).toMatchObject([{ reason, amount, gathered: true, sentIn: null }])
    const payer = state.refunds[0]?.payer
    expect(refundIntents(house)).toMatchObject([
      {
        pot: { kind: 'till' },
        purpose: { kind: 'refund', about: [1] },
        call: { kind: 'transfer', to: { coldkey: payer }, amount: amount - REFUND_FEE },
      },
    ])
  })

  test('it gives the idea its accounts, which it has not before', () => {
    expect(tell(tales.billed).state.idea?.pots).toBeNull()
    expect(tell(tales.checking).state.idea?.pots).toEqual(potsOfIssue())
  })

  test('where the treasury has no accounts left, it goes back', () => {
    const { state } = tell([openIdea(), issueBill(), seeDeposit(10, 5, { pots: null })])
    expect(state).toMatchObject({ phase: 'awaiting-deposit', refunds: [{ reason: 'no-room' }] })
  })

  test('two payers in one extrinsic are two deposits, and each is refunded once', () => {
    const one = seeDeposit(10, 5, { payer: coldkeys.ben })
    const { house } = tell([openIdea(), issueBill(), one, { ...one, payer: coldkeys.eva }, one])
    expect(refundIntents(house)).toHaveLength(2)
    expect(new Set(refundIntents(house).map(({ key }) => key)).size).toBe(2)
  })

  test('an unpaid idea expires, and not a moment early', () => {
    expect(tell([openIdea(), tick(7 * DAY, 900)]).state.phase).toBe('awaiting-deposit')
    expect(tell(tales.expired).state).toMatchObject({ phase: 'closed', idea: { closedWhy: 'unpaid' } })
  })
})

const wanted = (commands: SubnetCommand[]) => errands(tell(commands).state).map(({ kind }) => kind)
const revised = (after: number, changes: Partial<Terms>): SubnetCommand => ({
  type: 'EditIdea',
  isChange: true,
  terms: { ...terms, bodyHash: 'e'.repeat(64), ...changes },
  ...onIssue(after),
})

describe('M3: the link', () => {
  test('it is looked at before anything is billed', () => {
    expect(wanted([openIdea()])).toEqual(['link'])
    expect(wanted([openIdea(), linkPassed(1, 1)])).toEqual(['bill'])
  })

  test('one that does not pass is not billed; it is looked at within the hour, or as soon as the issue is edited', () => {
    const failing = [openIdea(), linkFailed(1, 1)]
    expect(wanted(failing)).toEqual([])
    expect(nextStep(tell(failing).state)).toBe('change-link')
    expect(wanted([...failing, tick(3_600_000, 5)])).toEqual([])
    expect(wanted([...failing, tick(3_600_001, 5)])).toEqual(['link'])
    const edited = [...failing, revised(2, { link: 'https://arxiv.org/abs/2601.00002' })]
    expect(wanted(edited)).toEqual(['link'])
    expect(wanted([...edited, linkPassed(3, 1)])).toEqual(['link'])
    expect(wanted([...edited, linkPassed(3, 2)])).toEqual(['bill'])
    expect(wanted([...failing, revised(2, {})])).toEqual(['link'])
  })

  test('once it has passed, no edit but of the link has it looked at before the payment', () => {
    const passed = [openIdea(), linkPassed(1, 1), issueBill()]
    expect(wanted([...passed, tick(2 * DAY, 5)])).toEqual([])
    expect(wanted([...passed, revised(2, { title: 'Other' })])).toEqual(['bill'])
    expect(wanted([...passed, revised(2, { link: 'https://arxiv.org/abs/2601.00002' })])).toEqual(['link'])
  })

  test('what is paid for is looked at again, and only then opens for funding', () => {
    const paid = [openIdea(), linkPassed(1, 1), issueBill(), seeDeposit(10, 5)]
    expect(wanted(paid)).toEqual(['link'])
    expect(tell([...paid, linkPassed(20, 1)]).state.phase).toBe('checking')
    expect(tell([...paid, linkPassed(20, 2, 'd'.repeat(64))]).state).toMatchObject({
      phase: 'funding',
      link: { changed: null },
    })
  })

  test('a link that never passes ends the idea, and its collateral goes back', () => {
    const { state } = tell(tales.linkNeverPasses)
    expect(state).toMatchObject({ phase: 'unfunded', deposit: { fate: 'returned' } })
    expect(owed(state).map(({ key }) => key)).toEqual(['collateral-return'])
  })

  test('one that passed while the idea was disputed and fails afterwards ends it too, a deadline later', () => {
    const passed = [...tales.checking, challenge(15), linkPassed(20), tick(20 + DAY, 100)]
    const failing = [...passed, linkFailed(30 + DAY, 3), tick(7 * DAY + 15, 700)]
    expect(tell(failing).state).toMatchObject({ phase: 'checking', deposit: { fate: 'held' } })
    const over = [...failing, tick(8 * DAY + 30, 800)]
    expect(tell(over).state).toMatchObject({ phase: 'unfunded', deposit: { fate: 'returned' } })
  })

  test('is checked again daily while the idea is open, and a changed content is shown', () => {
    const { state } = tell(tales.contentChanged)
    expect(state.link).toMatchObject({ asked: 3, answered: 3, changed: { contentHash: 'd'.repeat(64) } })
    expect(state.phase).toBe('funding')
  })
})

describe('M4: the dispute', () => {
  test('upheld: half to the challenger, the rest to the sink, and nothing lost', () => {
    const { state } = tell(tales.slashed)
    expect(state.phase).toBe('slashed')
    expect(owed(state)).toEqual([
      { key: 'slash-reward', call: { kind: 'transfer', to: { user: people.ben.id }, amount: tao(0.5) } },
      { key: 'slash-sink', call: { kind: 'sink', sink: { kind: 'burn' }, amount: tao(0.5) } },
    ])
  })

  test.each(['rejected', 'noQuorum'] as const)('%s: nothing moves', (name) => {
    const { state } = tell(tales[name])
    expect(state.deposit.fate).toBe('returned')
    expect(state.phase).toBe('unfunded')
  })

  test('a tie rejects: only more than half upholds', () => {
    const even = electorate.map((elector) => ({ ...elector, stake: tao(5_000) }))
    const votes = [vote(50, people.eva, 'uphold'), vote(60, people.fox, 'reject')]
    const told = tell([
      ...tales.linkFails,
      challenge(40, { electorate: even }),
      ...votes,
      tick(7 * DAY + 40, 900),
    ])
    expect(told.state.disputes[0]?.verdict).toBe('rejected')
  })

  test('while it is disputed, a full loan is not finalized', () => {
    const { state } = tell([...tales.full, challenge(45)])
    expect(owed(state)).toEqual([])
  })

  test.each([
    ['the discoverer', people.ada, 'own-idea'],
    ['an account without stake', people.ben, 'not-a-validator'],
  ] as const)('%s cannot vote', (_who, voter, code) => {
    expect(tell([...tales.disputed, vote(50, voter, 'reject')]).refusals).toMatchObject([{ code }])
  })

  test('a vote after the closing time is refused, even before the clock has called', () => {
    expect(tell([...tales.disputed, vote(7 * DAY + 40, people.eva, 'uphold')]).refusals).toMatchObject([
      { code: 'too-late' },
    ])
  })

  test.each([
    ['an unlinked account', challenge(40, { challengerColdkey: null }), 'unlinked'],
    ['the discoverer', challenge(40, { challenger: people.ada }), 'own-idea'],
    ['anyone where no validator is linked', challenge(40, { electorate: [] }), 'no-validators'],
  ] as const)('%s cannot challenge', (_who, command, code) => {
    expect(tell([...tales.checking, command]).refusals).toMatchObject([{ code }])
  })
})

describe('M5: the funding', () => {
  test('target met: finalized into the treasury, minable, collateral and lent deposit returned', () => {
    const { state } = tell(tales.minable)
    expect(state.phase).toBe('minable')
    expect(owed(state).map(({ key }) => key)).toEqual(['collateral-return', 'loan-deposit-return'])
  })

  test('a withdrawal undoes a met target until the loan is finalized', () => {
    expect(owed(tell(tales.full).state).map(({ key }) => key)).toEqual(['loan-finalize'])
    expect(owed(tell(tales.withdrew).state)).toEqual([])
  })

  test('end block passed first: refunded 50 a call, dissolved, collateral returned', () => {
    const short = [...tales.funding, tick(DAY, 5_000)]
    expect(owed(tell(short).state).map(({ key }) => key)).toEqual(['collateral-return', 'loan-refund'])
    const again = [...short, settle(DAY, 5_001, `loan-refund:${stream()}:1:1`)]
    expect(intents(tell(again).state).map(({ key }) => key)).toContain(`loan-refund:${stream()}:1:2`)
    expect(tell(tales.unfunded).state.funding?.stage).toBe('dissolved')
  })

  test('a challenge that was written before the end block and is heard after it opens a dispute: the collateral has not gone back', () => {
    const ended = (minutes: number) => {
      const [after, block] = [DAY + minutes * 60_000, 5_000 + minutes * 5]
      return { ...tick(after, block), heardUpTo: START + after - GRACE }
    }
    const waiting = [...tales.funding, contribution(40, 7, coldkeys.ben, 30), ended(0), ended(4)]
    expect(tell(waiting).state).toMatchObject({ phase: 'funding', deposit: { fate: 'held' } })
    const heard = tell([...waiting, challenge(DAY - 10), ended(5)])
    expect(heard.refusals).toEqual([])
    expect(heard.state).toMatchObject({ phase: 'unfunded', deposit: { fate: 'held' } })
    expect(tell([...waiting, ended(5)]).state).toMatchObject({
      phase: 'unfunded',
      deposit: { fate: 'returned' },
    })
    const unheard = { ...tick(3 * DAY, 19_400), heardUpTo: 0 }
    expect(tell([...waiting, unheard]).state.phase).toBe('funding')
  })

  test('a loan that was being created when the idea was slashed is dissolved', () => {
    const slashed = [...tales.opening, challenge(40), vote(50, people.eva, 'uphold'), tick(8 * DAY, 900)]
    expect(tell(slashed).state.funding?.stage).toBe('cancelled')
    expect(owed(tell([...slashed, loanOpened(8 * DAY + 1, 901)]).state).map(({ key }) => key)).toContain(
      'loan-dissolve',
    )
  })

  test('what failed on chain is owed again, later each time', () => {
    const { state } = tell(tales.failing)
    expect(intents(state)).toMatchObject([{ failures: 1 }])
    expect(intents(state)[0]?.notBefore).toBeGreaterThan(0)
  })
})

const anyCommand = fc.constantFrom<SubnetCommand>(
  ...Object.values(tales).flat(),
  ...[1, 2, 3].map((n) => contribution(50 + n, 20 + n, coldkeys.fox, n * 20)),
  tick(9 * DAY, 6_000),
  tick(20 * DAY, 9_000),
)
const anyStory = fc.array(anyCommand, { maxLength: 40 }).map((rest) => [openIdea(), ...rest])

describe('in any order of any commands', () => {
  test('deciding never throws, and what is shown and owed can always be computed', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 40 }), (story) => {
        const { state } = tell(story)
        expect(view(state) === null).toBe(state.phase === 'none')
        deadlines(state)
        intents(state)
      }),
      { numRuns: 500 },
    )
  })

  test('every prefix of the events folds to a state that the rules accept', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const { house, state } = tell(story)
        const folded = openHouse()
        for (const { stream: name, event } of house.happened) {
          folded.record(name, event)
          expect(() => hand(folded, stream(), tick(30 * DAY, 10_000), defaultConfig)).not.toThrow()
        }
        expect(refold(house.happened).state(stream())).toEqual(state)
      }),
      { numRuns: 200 },
    )
  })

  test('a refusal changes nothing, and the same command twice moves no money twice', () => {
    fc.assert(
      fc.property(anyStory, anyCommand, (story, command) => {
        const { house } = tell(story)
        if (command.type === 'SeeContribution' || command.type === 'SeeWithdrawal') return
        if (command.type === 'SettleIntent' && !command.outcome.ok) return
        const refusals = house.refusals.length
        const before = house.state(stream())
        hand(house, stream(), command, defaultConfig)
        const once = house.state(stream())
        if (house.refusals.length > refusals) expect(once).toEqual(before)
        hand(house, stream(), command, defaultConfig)
        const twice = house.state(stream())
        expect(intents(twice)).toEqual(intents(once))
      }),
      { numRuns: 500 },
    )
  })

  test('every rao that came in is held, owed back or slashed', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const { deposit, refunds } = tell(story).state
        const first = new Map<string, bigint>()
        for (const command of story) {
          if (command.type !== 'SeeDeposit') continue
          const key = `${command.extrinsic.hash} ${command.payer}`
          if (!first.has(key)) first.set(key, command.amount)
        }
        const came = [...first.values()].reduce((sum, amount) => sum + amount, 0n)
        const back = refunds.reduce((sum, refund) => sum + refund.amount, 0n)
        const collateral = deposit.paid?.collateral ?? 0n
        expect(back + collateral).toBe(came)
        if (deposit.slash) expect(deposit.slash.toChallenger + deposit.slash.toSink).toBe(collateral)
      }),
      { numRuns: 500 },
    )
  })

  test('what funders have in the loan is what is counted as raised', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const { funding } = tell(story).state
        const sum = Object.values(funding?.contributions ?? {}).reduce((left, amount) => left + amount, 0n)
        if (funding && funding.raised >= 0n) expect(sum >= funding.raised).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})
