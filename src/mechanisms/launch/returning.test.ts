import fc from 'fast-check'
import { expect, test } from 'vitest'
import { coldkeys, DAY, people, START, settle, tao, tick } from '../../../test/support/commands.ts'
import { reportRest } from '../../../test/support/dissolved-tale.ts'
import { gave, openFunding, roundOpened } from '../../../test/support/further-tale.ts'
import { key, minedConfig, reportMerge } from '../../../test/support/mined-commands.ts'
import { minedTales } from '../../../test/support/mined-tales.ts'
import { GUARANTEED, returnedTales, WITHIN } from '../../../test/support/returned-tale.ts'
import { tell } from '../../../test/support/tell.ts'
import { owedNow } from '../dissolution/rest.ts'
import { raisedBy } from '../funding/rounds.ts'
import { type Rao, rao } from '../money.ts'
import { deadlines } from '../subnet/deadlines.ts'
import { errands } from '../subnet/errands.ts'
import { intents } from '../subnet/intents.ts'
import { nextStep } from '../subnet/next-step.ts'
import type { SubnetCommand, SubnetState } from '../subnet/state.ts'

const told = (commands: readonly SubnetCommand[]) => tell(commands, minedConfig)
const stageOf = (commands: readonly SubnetCommand[]) => told(commands).state.launch?.stage
const wished = (commands: readonly SubnetCommand[]) =>
  intents(told(commands).state).map(({ purpose }) => purpose.kind)
const asked = (commands: readonly SubnetCommand[]) => errands(told(commands).state).map(({ kind }) => kind)
const count = (commands: readonly SubnetCommand[], type: string) =>
  told(commands).events.filter((event) => event.type === type).length

const { merged, registering, guaranteed, configuring } = minedTales
const { waiting, near, due, counted, repaid } = returnedTales
const END = GUARANTEED + WITHIN

test('from the guarantee on there are 60 days; then nothing more is signed, and the treasury is counted', () => {
  expect(told(waiting).state.launch?.returns).toEqual({
    from: START + GUARANTEED,
    at: START + END,
    isNear: false,
  })
  expect(deadlines(told(near).state).at).toBe(START + END)
  expect(stageOf([...near, tick(END - 1, 439_000)])).toBe('registering')
  expect(wished(near)).toContain('network-register')
  expect(wished(due)).toEqual([])
  expect(asked(due)).toEqual(['rest'])
  expect(nextStep(told(due).state)).toBe('count-rest')
})

test('it is so at whatever it stands before it is registered, and never after that', () => {
  for (const life of [guaranteed, merged, registering])
    expect(stageOf([...life, tick(END, 440_000)])).toBe('returning')
  expect(stageOf([...configuring, tick(END, 440_000)])).toBe('configuring')
  // Nothing is merged or released any more.
  expect(asked([...guaranteed, tick(END, 440_000)])).toEqual(['rest'])
  expect(stageOf([...guaranteed, tick(END, 440_000), reportMerge(END + 1)])).toBe('returning')
})

test('what was written in time is heard first', () => {
  const late = { ...tick(END + 1_000, 440_000), heardUpTo: START + END - 1 }
  expect(stageOf([...near, late])).toBe('registering')
})

test('a week before, it is told once', () => {
  expect(count(near, 'ReturnNears')).toBe(1)
  expect(count([...near, tick(END - DAY, 430_000)], 'ReturnNears')).toBe(1)
  expect(count(waiting, 'ReturnNears')).toBe(0)
})

test('all of it goes to the funders by what they gave, and the guarantor has the collateral back', () => {
  const { state } = told(counted)
  expect(state.phase).toBe('returned')
  expect(owedNow(state)).toMatchObject(
    [
      { coldkey: coldkeys.ben, amount: tao(60) },
      { coldkey: coldkeys.eva, amount: tao(40) },
    ].toSorted((a, b) => (a.coldkey < b.coldkey ? -1 : 1)),
  )
  expect(wished(counted)).toEqual(['rest-return', 'rest-return', 'guarantee-return'])
  expect(nextStep(state)).toBe('repay-funders')
  const end = told(repaid).state
  expect([intents(end), errands(end), deadlines(end).at, nextStep(end)]).toEqual([[], [], null, 'returned'])
  // There is no month after it.
  expect(end.race.mining.live?.isOver).toBe(true)
})

test('a registration that was under way counts, until the treasury is counted', () => {
  const registered = settle(END + 700_000, 440_005, key('network-register'), {
    ok: true,
    registered: { netuid: 4, lockCost: tao(80) },
  })
  const { state } = told([...due, registered])
  expect(state).toMatchObject({
    phase: 'launching',
    launch: { stage: 'configuring', netuid: 4, returns: null },
  })
  expect(told([...due, registered, reportRest(END + 800_000, 20)]).state.dissolution.rest).toBeNull()
  expect(told([...counted, registered]).state).toMatchObject({ phase: 'returned', launch: { netuid: null } })
  // The chain has refused it: there is nothing to try again.
  const refused = settle(END + 700_000, 440_005, key('network-register'), { ok: false, error: 'x' })
  expect(wished([...due, refused])).toEqual(wished(due))
})

/** A second round of 50 TAO: opened, and given to. */
const second = (at: number, ...gifts: readonly SubnetCommand[]): SubnetCommand[] => [
  openFunding(at, 50, people.eva, true),
  roundOpened(at + 1, 300_000, 2, 450_000),
  ...gifts,
]

test('a further round that is open is waited for, and one that brought TAO begins the time anew', () => {
  const at = END - 2 * DAY
  const open = [...near, ...second(at, gave(at + 2, 300_001, 2, coldkeys.fox, 50))]
  expect(stageOf([...open, tick(END + DAY, 445_000)])).toBe('registering')
  const brought = [...open, settle(END + DAY, 445_001, key('loan-finalize', 2))]
  expect(told(brought).state.launch).toMatchObject({
    returns: { at: START + END + DAY + WITHIN, isNear: false },
    limit: tao(144),
  })
  expect(stageOf([...brought, tick(END + 2 * DAY, 450_000)])).toBe('registering')
  expect(stageOf([...brought, tick(END + DAY + WITHIN, 900_000)])).toBe('returning')
})

test('a further round that came to nothing changes nothing, and is given back before the treasury is counted', () => {
  const at = END - 2 * DAY
  const failed = [
    ...near,
    ...second(at, gave(at + 2, 300_001, 2, coldkeys.fox, 20)),
    tick(END + DAY, 450_000),
  ]
  expect(stageOf(failed)).toBe('returning')
  expect(asked(failed)).toEqual([])
  expect(wished(failed)).toEqual(['loan-refund'])
  const refunded = [
    ...failed,
    settle(END + DAY + 1, 450_001, key('loan-refund', 2, 1), { ok: true, allRefunded: true }),
    settle(END + DAY + 2, 450_002, key('loan-dissolve', 2)),
  ]
  expect(asked(refunded)).toEqual(['rest'])
  const { state } = told([...refunded, reportRest(END + 2 * DAY, 100)])
  expect(owedNow(state).map(({ coldkey }) => coldkey)).toEqual([coldkeys.ben, coldkeys.eva].toSorted())
})

test('a round whose crowdloan is never opened keeps nobody’s money, and after the time none can be opened', () => {
  const asking = [...near, openFunding(END - DAY, 50), tick(END, 440_000)]
  expect(stageOf(asking)).toBe('returning')
  expect(told(asking).state.funding?.further?.[0]?.stage).toBe('cancelled')
  const code = (commands: readonly SubnetCommand[]) => told(commands).refusals.at(-1)?.code
  expect(code([...near, openFunding(END, 50)])).toBeUndefined()
  expect(code([...near, openFunding(END + 1, 50)])).toBe('not-fundable')
  expect(code([...due, openFunding(END - DAY, 50)])).toBe('not-fundable')
  expect(code([...counted, openFunding(61 * DAY, 50)])).toBe('not-fundable')
})

test('what began before there was this rule has its 60 days from now on', () => {
  const { state } = told(waiting)
  const old = { ...state.life, launch: state.launch && { ...state.launch, returns: null } }
  expect(deadlines({ ...state, ...old, life: old }).at).toBe(0)
})

test('the settings that the idea was opened with hold', () => {
  const of = (registerWithin: number) => ({
    ...minedConfig,
    launch: { ...minedConfig.launch, registerWithin },
  })
  expect(tell(registering, of(DAY)).state.launch?.returns?.at).toBe(START + GUARANTEED + DAY)
  // Too short to warn of.
  expect(
    tell([...registering, tick(GUARANTEED + DAY - 1, 90)], of(DAY)).events.some(
      ({ type }) => type === 'ReturnNears',
    ),
  ).toBe(false)
})

/** All that may come once the treasury is counted, of which each may come more than once and in any order. */
const concurrent = (places: number): SubnetCommand[] => [
  ...Array.from({ length: places }, (_, place) => settle(61 * DAY, 440_020, key('rest-return', place))),
  settle(61 * DAY, 440_020, key('guarantee-return', 1)),
  settle(61 * DAY, 440_020, key('collateral-return')),
  reportRest(61 * DAY, 7, 440_015),
  settle(61 * DAY, 440_020, key('network-register'), { ok: true, registered: { netuid: 4 } }),
]

/** Parts of 100 TAO, to the rao. */
const parts = fc.array(fc.bigInt(1n, 10n ** 9n), { minLength: 1, maxLength: 6 }).map((weights) => {
  const all = tao(100)
  const sum = weights.reduce((total, weight) => total + weight, 0n)
  const cut = weights.map((weight) => (all * weight) / sum)
  const rest = all - cut.reduce((total, amount) => total + amount, 0n)
  return cut.map((amount, n) => rao(n === 0 ? amount + rest : amount)).filter((amount) => amount > 0n)
})

/** The same life, with other funders. Where the deposit of the crowdloan is not given back yet, it is owed. */
const fundedBy = (gifts: readonly Rao[], isLent: boolean): SubnetCommand[] => [
  ...registering.flatMap((command): SubnetCommand[] => {
    if (command.type !== 'SeeContribution') return [command]
    const isFirst = command.coldkey === coldkeys.ben
    return isFirst ? gifts.map((amount, n) => ({ ...command, coldkey: `5F${n}`, amount })) : []
  }),
  ...(isLent ? [] : [settle(1_410, 31, key('loan-deposit-return', 1))]),
  tick(END, 440_000),
]

function shuffled<One>(all: readonly One[], picks: Iterator<number>): One[] {
  const left = [...all]
  return all.flatMap(() => left.splice(Number(picks.next().value) % left.length, 1))
}

/** To the rao by what each gave: the whole is paid, and no part is a rao from its share. */
function expectShares(state: SubnetState): void {
  const owed = owedNow(state)
  const total = state.dissolution.rest?.total ?? rao(-1n)
  expect(owed.reduce((sum, { amount }) => sum + amount, 0n)).toBe(total)
  expect(new Set(owed.map(({ coldkey }) => coldkey)).size).toBe(owed.length)
  const raised = raisedBy(state.funding)
  for (const { coldkey, amount } of owed) {
    const away = amount * raised - total * (state.funding?.contributions[coldkey] ?? 0n)
    expect(away < raised && away > -raised).toBe(true)
  }
}

const endOf = ({ dissolution, phase, launch }: SubnetState) => ({ dissolution, phase, launch })

test('whoever gave whatever, whatever fails and in whatever order it comes: all that is counted is paid, to each once', () => {
  const inPot = fc.bigInt(0n, 10n ** 12n)
  const failing = fc.array(fc.nat(1_000), { maxLength: 12 })
  fc.assert(
    fc.property(
      parts,
      fc.boolean(),
      inPot,
      failing,
      fc.infiniteStream(fc.nat()),
      (gifts, isLent, free, fails, picks) => {
        const start: SubnetCommand[] = [
          ...fundedBy(gifts, isLent),
          { ...reportRest(END + 1, 0), free: rao(free) } as SubnetCommand,
        ]
        const first = told(start).state
        const { length } = owedNow(first)
        const total = first.dissolution.rest?.total ?? 0n
        // What is still owed to the float stays, and nothing else.
        const owed = isLent ? tao(10) : 0n
        expect(total).toBe(free > owed ? free - owed : 0n)
        expectShares(first)
        const bag = concurrent(length)
        const failed = fails.map((n) =>
          settle(61 * DAY, 440_019, key('rest-return', n % Math.max(length, 1)), { ok: false, error: 'x' }),
        )
        const { state, events } = told([...start, ...failed, ...shuffled([...bag, ...bag], picks)])
        const paid = events.flatMap((event) => (event.type === 'FunderRepaid' ? event.place : []))
        expect(paid.toSorted((a, b) => a - b)).toEqual(Array.from({ length }, (_, place) => place))
        expect(intents(state).map(({ purpose }) => purpose.kind)).toEqual(
          isLent ? ['loan-deposit-return'] : [],
        )
        expect(endOf(state)).toEqual(endOf(told([...start, ...bag]).state))
      },
    ),
    { numRuns: 40 },
  )
})
