import type { KeyringPair } from '@polkadot/keyring/types'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { derivativeOf, multisigOf, others } from './accounts.ts'
import { type Call, type Chain, openChain } from './chain.ts'
import { multisigDeposit, multisigOfBatchFee, multisigOfDerivativeFee, tao } from './facts.ts'
import { event, expectFee, namesOf, type Outcome } from './outcome.ts'
import { plain } from './plain.ts'

let chain: Chain
beforeAll(async () => {
  chain = await openChain('//Charlie')
})
afterAll(() => chain.close())

const people = async (count: number): Promise<KeyringPair[]> => {
  const found: KeyringPair[] = []
  while (found.length < count) found.push(await chain.person())
  return found
}

describe('threshold 1', () => {
  test('one signatory moves the money of a derivative of the common account', async () => {
    const { tx } = chain.api
    const [app, guardian, to] = (await people(3)) as [KeyringPair, KeyringPair, KeyringPair]
    const pot = derivativeOf(multisigOf([app, guardian], 1), 7)
    await chain.submit(tx.balances.transferKeepAlive(pot, 50n * tao), app)
    const inner = tx.utility.asDerivative(7, tx.balances.transferKeepAlive(to.address, 20n * tao))
    const outcome = await chain.submit(tx.multisig.asMultiThreshold1([guardian.address], inner), app)
    expect(outcome.body).toEqual([
      event('Balances.Transfer', { from: pot, to: to.address, amount: 20n * tao }),
    ])
    expectFee(outcome, multisigOfDerivativeFee, chain.isLocal)
  })

  test('a batch of derivatives completes item by item', async () => {
    const { tx } = chain.api
    const [app, guardian, to] = (await people(3)) as [KeyringPair, KeyringPair, KeyringPair]
    const account = multisigOf([app, guardian], 1)
    const moves: Call[] = []
    for (const index of [1, 2, 3]) {
      await chain.submit(tx.balances.transferKeepAlive(derivativeOf(account, index), 20n * tao), app)
      moves.push(tx.utility.asDerivative(index, tx.balances.transferKeepAlive(to.address, 10n * tao)))
    }
    const call = tx.multisig.asMultiThreshold1([guardian.address], tx.utility.batchAll(moves))
    const outcome = await chain.submit(call, app)
    const item = ['Balances.Transfer', 'Utility.ItemCompleted']
    expect(namesOf(outcome.body)).toEqual([...item, ...item, ...item, 'Utility.BatchCompleted'])
    expectFee(outcome, multisigOfBatchFee, chain.isLocal)
    expect((await chain.balance(to.address)).free).toBe(130n * tao)
  })

  test('an inner call without funds fails the whole and is paid for', async () => {
    const { tx } = chain.api
    const [app, guardian] = (await people(2)) as [KeyringPair, KeyringPair]
    const inner = tx.utility.asDerivative(7, tx.balances.transferKeepAlive(app.address, 20n * tao))
    const outcome = await chain.submit(tx.multisig.asMultiThreshold1([guardian.address], inner), app)
    expect(outcome).toMatchObject({ error: 'Token.FundsUnavailable', body: [] })
    expect((await chain.balance(app.address)).free).toBe(100n * tao - outcome.fee)
  })

  test('needs others, sorted and without the sender', async () => {
    const { tx } = chain.api
    const signatories = (await people(3)) as [KeyringPair, KeyringPair, KeyringPair]
    const [app] = signatories
    const sorted = others(signatories, app)
    const inner = tx.system.remarkWithEvent('tributary')
    const refusals: Array<[string[], string]> = [
      [[], 'Multisig.TooFewSignatories'],
      [[...sorted].reverse(), 'Multisig.SignatoriesOutOfOrder'],
      [[app.address], 'Multisig.SenderInSignatories'],
    ]
    for (const [list, error] of refusals) {
      const outcome = await chain.submit(tx.multisig.asMultiThreshold1(list, inner), app)
      expect(outcome).toMatchObject({ error, body: [] })
    }
  })
})

describe('threshold 2', () => {
  type Operation = Awaited<ReturnType<typeof operation>>

  /** Two of three, a transfer of 20 TAO from their common account, and how each signatory speaks about it. */
  async function operation(funds = 50n * tao) {
    const { tx } = chain.api
    const signatories = (await people(3)) as [KeyringPair, KeyringPair, KeyringPair]
    const to = await chain.person()
    const account = multisigOf(signatories, 2)
    await chain.submit(tx.balances.transferKeepAlive(account, funds), signatories[0])
    const call = tx.balances.transferKeepAlive(to.address, 20n * tao)
    const { weight } = await call.paymentInfo(signatories[0])
    const hash = call.method.hash.toHex()
    return {
      signatories,
      to,
      account,
      hash,
      asMulti: (who: KeyringPair, timepoint: Timepoint | null, maxWeight: unknown = weight) =>
        chain.submit(
          tx.multisig.asMulti(2, others(signatories, who), timepoint, call, maxWeight as typeof weight),
          who,
        ),
      approve: (who: KeyringPair, timepoint: Timepoint | null) =>
        chain.submit(tx.multisig.approveAsMulti(2, others(signatories, who), timepoint, hash, nothing), who),
      cancel: (who: KeyringPair, timepoint: Timepoint) =>
        chain.submit(tx.multisig.cancelAsMulti(2, others(signatories, who), timepoint, hash), who),
    }
  }

  type Timepoint = { height: number; index: number }
  /** Only who runs the call has to name its weight. */
  const nothing = { refTime: 0, proofSize: 0 }
  const timepointOf = ({ height, index }: Outcome): Timepoint => ({ height, index })
  const inEvent = ({ height, index }: Timepoint) => ({ height: BigInt(height), index: BigInt(index) })
  const stored = async ({ account, hash }: Operation) =>
    plain(await chain.api.query.multisig.multisigs(account, hash))

  test('opened, approved by hash and executed: the deposit comes back and the money moves', async () => {
    const opened = await operation()
    const { signatories, account, hash, to } = opened
    const [a, b, c] = signatories
    const before = await chain.balance(a.address)
    const opening = await opened.approve(a, null)
    const timepoint = timepointOf(opening)
    expect(opening.body).toEqual([
      event('Balances.Reserved', { who: a.address, amount: multisigDeposit(2) }),
      event('Multisig.NewMultisig', { approving: a.address, multisig: account, callHash: hash }),
    ])
    expect(await chain.balance(a.address)).toEqual({
      free: before.free - multisigDeposit(2) - opening.fee,
      reserved: multisigDeposit(2),
    })
    expect(await stored(opened)).toEqual({
      when: inEvent(timepoint),
      deposit: multisigDeposit(2),
      depositor: a.address,
      approvals: [a.address],
    })

    const approval = await opened.approve(b, timepoint)
    const said = { timepoint: inEvent(timepoint), multisig: account, callHash: hash }
    expect(approval.body).toEqual([event('Multisig.MultisigApproval', { approving: b.address, ...said })])

    const executed = await opened.asMulti(c, timepoint)
    expect(executed.body).toEqual([
      event('Balances.Unreserved', { who: a.address, amount: multisigDeposit(2) }),
      event('Balances.Transfer', { from: account, to: to.address, amount: 20n * tao }),
      event('Multisig.MultisigExecuted', { approving: c.address, ...said, result: 'Ok' }),
    ])
    expect((await chain.balance(a.address)).reserved).toBe(0n)
    expect((await chain.balance(to.address)).free).toBe(120n * tao)
    expect(await stored(opened)).toBeNull()
  })

  test('an inner failure is told by the result alone', async () => {
    const { signatories, asMulti } = await operation(tao)
    const [a, b] = signatories
    const timepoint = timepointOf(await asMulti(a, null))
    const outcome = await asMulti(b, timepoint)
    expect(outcome.error).toBeUndefined()
    expect(outcome.body.at(-1)).toMatchObject({
      name: 'Multisig.MultisigExecuted',
      data: { result: 'Token.FundsUnavailable' },
    })
    expect((await chain.balance(a.address)).reserved).toBe(0n)
  })

  test('only who opened it can cancel, and then gets the deposit back', async () => {
    const opened = await operation()
    const { signatories, account, hash } = opened
    const [a, b] = signatories
    const timepoint = timepointOf(await opened.approve(a, null))
    expect((await opened.cancel(b, timepoint)).error).toBe('Multisig.NotOwner')
    const { body } = await opened.cancel(a, timepoint)
    expect(body).toEqual([
      event('Balances.Unreserved', { who: a.address, amount: multisigDeposit(2) }),
      event('Multisig.MultisigCancelled', {
        cancelling: a.address,
        timepoint: inEvent(timepoint),
        multisig: account,
        callHash: hash,
      }),
    ])
    expect(await stored(opened)).toBeNull()
    expect((await opened.cancel(a, timepoint)).error).toBe('Multisig.NotFound')
  })

  test('wrong words are refused by name', async () => {
    const opened = await operation()
    const { signatories, hash } = opened
    const [a, b, c] = signatories
    const wrong = { height: 1, index: 77 }
    expect((await opened.approve(a, wrong)).error).toBe('Multisig.UnexpectedTimepoint')
    const timepoint = timepointOf(await opened.approve(a, null))
    expect((await opened.approve(b, null)).error).toBe('Multisig.NoTimepoint')
    expect((await opened.approve(b, wrong)).error).toBe('Multisig.WrongTimepoint')
    expect((await opened.approve(a, timepoint)).error).toBe('Multisig.AlreadyApproved')
    expect((await opened.cancel(a, wrong)).error).toBe('Multisig.WrongTimepoint')
    const tooLittle = { refTime: 1, proofSize: 1 }
    expect((await opened.asMulti(b, timepoint, tooLittle)).error).toBe('Multisig.MaxWeightTooLow')
    const { approveAsMulti } = chain.api.tx.multisig
    const alone = approveAsMulti(1, others(signatories, c), null, hash, tooLittle)
    expect((await chain.submit(alone, c)).error).toBe('Multisig.MinimumThreshold')
  })

  test('who cannot pay the deposit cannot open', async () => {
    const { signatories, approve } = await operation()
    const [a] = signatories
    const { free } = await chain.balance(a.address)
    const rest = free - multisigDeposit(2)
    await chain.submit(chain.api.tx.balances.transferKeepAlive(signatories[1].address, rest), a)
    expect((await approve(a, null)).error).toBe('Balances.InsufficientBalance')
  })
})
