import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { byBytes, fundsAccountOf } from './accounts.ts'
import { type Chain, openChain } from './chain.ts'
import { createCall, openCrowdloan, shortestEnd, type Terms } from './crowdloans.ts'
import { crowdloanFees, leastContribution, leastDeposit, tao } from './facts.ts'
import { event, expectFee } from './outcome.ts'

let chain: Chain
beforeAll(async () => {
  chain = await openChain('//Dave')
})
afterAll(() => chain.close())

describe('create', () => {
  test('moves the deposit to an account without a key and counts it as raised', async () => {
    const { id, creator, target, created, end, info } = await openCrowdloan(chain)
    const funds = fundsAccountOf(id)
    expect(created.body).toEqual([
      event('System.NewAccount', { account: funds }),
      event('Balances.Endowed', { account: funds, freeBalance: leastDeposit }),
      event('Balances.Transfer', { from: creator.address, to: funds, amount: leastDeposit }),
      event('Crowdloan.Created', {
        crowdloanId: BigInt(id),
        creator: creator.address,
        end: BigInt(end),
        cap: 2n * leastDeposit,
      }),
    ])
    expectFee(created, crowdloanFees.create, chain.isLocal)
    expect(await info()).toEqual({
      creator: creator.address,
      deposit: leastDeposit,
      minContribution: leastContribution,
      end: BigInt(end),
      cap: 2n * leastDeposit,
      fundsAccount: funds,
      raised: leastDeposit,
      targetAddress: target.address,
      call: null,
      finalized: false,
      contributorsCount: 1n,
    })
  })

  test('every limit has its error', async () => {
    const creator = await chain.person()
    const poor = await chain.person(5n * tao)
    const end = await shortestEnd(chain)
    const good: Terms = {
      deposit: leastDeposit,
      minimum: leastContribution,
      cap: 2n * leastDeposit,
      end: end + 20,
      call: null,
      target: creator.address,
    }
    const remark = chain.api.tx.system.remarkWithEvent('tributary')
    const refusals: Array<[Partial<Terms>, string]> = [
      [{ deposit: leastDeposit - 1n }, 'DepositTooLow'],
      [{ cap: leastDeposit }, 'CapTooLow'],
      [{ minimum: leastContribution - 1n }, 'MinimumContributionTooLow'],
      [{ target: null }, 'InvalidFinalizationConfig'],
      [{ call: remark }, 'InvalidFinalizationConfig'],
      [{ end: 1 }, 'CannotEndInPast'],
      [{ end: end - 30 }, 'BlockDurationTooShort'],
      [{ end: end + 1_000_000 }, 'BlockDurationTooLong'],
    ]
    for (const [change, error] of refusals) {
      const outcome = await chain.submit(createCall(chain, { ...good, ...change }), creator)
      expect(outcome).toMatchObject({ error: `Crowdloan.${error}`, body: [] })
    }
    const outcome = await chain.submit(createCall(chain, good), poor)
    expect(outcome.error).toBe('Crowdloan.InsufficientBalance')
  })
})

describe('contribute and withdraw', () => {
  test('a contribution arrives whole, and the last one is cut to what is left', async () => {
    const { id, contribute, info } = await openCrowdloan(chain)
    const [ann, ben] = [await chain.person(), await chain.person()]
    const funds = fundsAccountOf(id)
    const first = await contribute(ann, 2n * tao)
    expect(first.body).toEqual([
      event('Balances.Transfer', { from: ann.address, to: funds, amount: 2n * tao }),
      event('Crowdloan.Contributed', {
        crowdloanId: BigInt(id),
        contributor: ann.address,
        amount: 2n * tao,
      }),
    ])
    expectFee(first, crowdloanFees.contribute, chain.isLocal)
    const last = await contribute(ben, 50n * tao)
    expect(last.body.at(-1)).toEqual(
      event('Crowdloan.Contributed', { crowdloanId: BigInt(id), contributor: ben.address, amount: 8n * tao }),
    )
    expect(await info()).toMatchObject({ raised: 20n * tao, contributorsCount: 3n })
    expect((await chain.balance(funds)).free).toBe(20n * tao)
    expect((await contribute(ann, tao)).error).toBe('Crowdloan.CapRaised')
  })

  test('who withdraws gets everything back, and the count goes down after it was full', async () => {
    const { id, contribute, withdraw, info } = await openCrowdloan(chain)
    const ann = await chain.person()
    await contribute(ann, 10n * tao)
    const before = await chain.balance(ann.address)
    const outcome = await withdraw(ann)
    expect(outcome.body).toEqual([
      event('Balances.Transfer', { from: fundsAccountOf(id), to: ann.address, amount: 10n * tao }),
      event('Crowdloan.Withdrew', { contributor: ann.address, crowdloanId: BigInt(id), amount: 10n * tao }),
    ])
    expectFee(outcome, crowdloanFees.withdraw, chain.isLocal)
    expect((await chain.balance(ann.address)).free).toBe(before.free + 10n * tao - outcome.fee)
    expect(await info()).toMatchObject({ raised: leastDeposit, contributorsCount: 1n })
    expect((await withdraw(ann)).error).toBe('Crowdloan.NoContribution')
    expect((await contribute(ann, tao)).error).toBeUndefined()
  })

  test('the creator withdraws only what is above the deposit', async () => {
    const { creator, contribute, withdraw } = await openCrowdloan(chain)
    expect((await withdraw(creator)).error).toBe('Crowdloan.DepositCannotBeWithdrawn')
    await contribute(creator, 3n * tao)
    expect((await withdraw(creator)).body.at(-1)).toMatchObject({ data: { amount: 3n * tao } })
    expect((await withdraw(creator)).error).toBe('Crowdloan.DepositCannotBeWithdrawn')
  })

  test('too little, more than one has, and no such crowdloan', async () => {
    const { contribute } = await openCrowdloan(chain)
    const poor = await chain.person(tao)
    expect((await contribute(poor, leastContribution - 1n)).error).toBe('Crowdloan.ContributionTooLow')
    expect((await contribute(poor, 2n * tao)).error).toBe('Crowdloan.InsufficientBalance')
    const elsewhere = chain.call('crowdloan', 'contribute', 4_000_000, leastContribution)
    expect((await chain.submit(elsewhere, poor)).error).toBe('Crowdloan.InvalidCrowdloanId')
  })
})

describe('finalize', () => {
  test('only by the creator, only when full: the whole goes to the target and nothing comes back', async () => {
    const { id, target, contribute, withdraw, finalize, refund, dissolve, info } = await openCrowdloan(chain)
    const ann = await chain.person()
    expect((await finalize()).error).toBe('Crowdloan.CapNotRaised')
    await contribute(ann, 10n * tao)
    expect((await finalize(ann)).error).toBe('Crowdloan.InvalidOrigin')
    const outcome = await finalize()
    const funds = fundsAccountOf(id)
    expect(outcome.body).toEqual([
      event('Balances.Transfer', { from: funds, to: target.address, amount: 20n * tao }),
      event('Crowdloan.Finalized', { crowdloanId: BigInt(id) }),
    ])
    expectFee(outcome, crowdloanFees.finalize, chain.isLocal)
    expect((await chain.balance(target.address)).free).toBe(120n * tao)
    expect(await chain.balance(funds)).toEqual({ free: 0n, reserved: 0n })
    expect(await info()).toMatchObject({ finalized: true, raised: 20n * tao })
    for (const again of [finalize, () => withdraw(ann), refund, dissolve]) {
      expect((await again()).error).toBe('Crowdloan.AlreadyFinalized')
    }
  })

  test('a stored call runs as the creator', async () => {
    const call = chain.api.tx.system.remarkWithEvent('tributary')
    const { id, creator, contribute, finalize } = await openCrowdloan(chain, { call })
    await contribute(await chain.person(), 10n * tao)
    const { body } = await finalize()
    expect(body).toMatchObject([
      { name: 'System.Remarked', data: { sender: creator.address } },
      { name: 'Crowdloan.Finalized', data: { crowdloanId: BigInt(id) } },
    ])
    expect((await chain.balance(fundsAccountOf(id))).free).toBe(20n * tao)
    expect(await chain.stored('crowdloan', 'currentCrowdloanId')).toBeNull()
  })
})

describe('refund and dissolve', () => {
  test('everybody but the creator is paid back in one call, then the crowdloan can go', async () => {
    const { id, creator, contribute, refund, dissolve, info } = await openCrowdloan(chain)
    const people = [await chain.person(), await chain.person(), await chain.person()]
    for (const who of people) await contribute(who, 2n * tao)
    expect((await refund(people[0])).error).toBe('Crowdloan.InvalidOrigin')
    expect((await dissolve()).error).toBe('Crowdloan.NotReadyToDissolve')
    const funds = fundsAccountOf(id)
    const refunded = await refund()
    expect(refunded.body).toEqual([
      ...byBytes(people.map(({ address }) => address)).map((to) =>
        event('Balances.Transfer', { from: funds, to, amount: 2n * tao }),
      ),
      event('Crowdloan.AllRefunded', { crowdloanId: BigInt(id) }),
    ])
    const bytes = BigInt(refunded.bytes - crowdloanFees.refund.bytes)
    if (chain.isLocal) expect(refunded.price).toBe(crowdloanFees.refund.fee + bytes)
    expect(refunded.fee).toBeLessThanOrEqual(refunded.price)
    expect(await info()).toMatchObject({ raised: leastDeposit, contributorsCount: 1n })

    expect((await dissolve(people[0])).error).toBe('Crowdloan.InvalidOrigin')
    const dissolved = await dissolve()
    expect(dissolved.body).toEqual([
      event('Balances.Transfer', { from: funds, to: creator.address, amount: leastDeposit }),
      event('System.KilledAccount', { account: funds }),
      event('Crowdloan.Dissolved', { crowdloanId: BigInt(id) }),
    ])
    expectFee(dissolved, crowdloanFees.dissolve, chain.isLocal)
    expect(await info()).toBeNull()
    expect((await dissolve()).error).toBe('Crowdloan.InvalidCrowdloanId')
  })
})

describe('changed terms', () => {
  test('only the creator changes them, within the limits', async () => {
    const { id, creator, contribute, info } = await openCrowdloan(chain)
    const change = (name: string, value: unknown) => chain.call('crowdloan', name, id, value)
    const ann = await chain.person()
    await contribute(ann, 5n * tao)
    const end = await shortestEnd(chain)
    const refusals = [
      [change('updateMinContribution', leastContribution - 1n), 'MinimumContributionTooLow'],
      [change('updateEnd', 1), 'CannotEndInPast'],
      [change('updateEnd', end - 30), 'BlockDurationTooShort'],
      [change('updateEnd', end + 1_000_000), 'BlockDurationTooLong'],
      [change('updateCap', 15n * tao - 1n), 'CapTooLow'],
    ] as const
    for (const [call, error] of refusals) {
      expect((await chain.submit(call, creator)).error).toBe(`Crowdloan.${error}`)
    }
    const crowdloanId = BigInt(id)
    const changes = [
      [change('updateMinContribution', tao), 'MinContributionUpdated', { newMinContribution: tao }],
      [change('updateEnd', end + 5), 'EndUpdated', { newEnd: BigInt(end + 5) }],
      [change('updateCap', 15n * tao), 'CapUpdated', { newCap: 15n * tao }],
    ] as const
    for (const [call, name, fields] of changes) {
      expect((await chain.submit(call, ann)).error).toBe('Crowdloan.InvalidOrigin')
      const { body } = await chain.submit(call, creator)
      expect(body).toEqual([event(`Crowdloan.${name}`, { crowdloanId, ...fields })])
    }
    expect(await info()).toMatchObject({ minContribution: tao, end: BigInt(end + 5), cap: 15n * tao })
    expect((await contribute(ann, tao)).error).toBe('Crowdloan.CapRaised')
  })

  test('one contributor can be limited', async ({ skip }) => {
    if (!chain.offers('crowdloan', 'setMaxContribution')) skip('this runtime has no setMaxContribution')
    const { id, creator, contribute } = await openCrowdloan(chain, { cap: 100n * tao })
    const change = (name: string, value: unknown) => chain.call('crowdloan', name, id, value)
    const ann = await chain.person()
    const belowDeposit = change('setMaxContribution', leastDeposit - 1n)
    expect((await chain.submit(belowDeposit, creator)).error).toBe('Crowdloan.MaximumContributionTooLow')
    const { body } = await chain.submit(change('setMaxContribution', 12n * tao), creator)
    expect(body).toEqual([
      event('Crowdloan.MaxContributionUpdated', {
        crowdloanId: BigInt(id),
        newMaxContribution: 12n * tao,
      }),
    ])
    expect((await contribute(ann, 30n * tao)).body.at(-1)).toMatchObject({ data: { amount: 12n * tao } })
    expect((await contribute(ann, tao)).error).toBe('Crowdloan.MaxContributionReached')
    const aboveMost = change('updateMinContribution', 13n * tao)
    expect((await chain.submit(aboveMost, creator)).error).toBe('Crowdloan.MinimumContributionTooHigh')
    await chain.submit(change('setMaxContribution', null), creator)
    expect(await chain.stored('crowdloan', 'maxContributions', id)).toBeNull()
    expect((await contribute(ann, tao)).error).toBeUndefined()
  })
})

test('after its end nobody can contribute, but everybody can withdraw', async ({ skip }) => {
  const shortest = Number(chain.constant('crowdloan', 'minimumBlockDuration'))
  if (shortest > 1_000) skip('the end of a crowdloan is a week away in this profile')
  const { end, contribute, withdraw } = await openCrowdloan(chain)
  const ann = await chain.person()
  await contribute(ann, tao)
  await chain.reach(end)
  expect((await contribute(ann, tao)).error).toBe('Crowdloan.ContributionPeriodEnded')
  expect((await withdraw(ann)).error).toBeUndefined()
})
