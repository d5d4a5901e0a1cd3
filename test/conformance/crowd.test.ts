import type { KeyringPair } from '@polkadot/keyring/types'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { derivativeOf } from './accounts.ts'
import { type Call, type Chain, openChain } from './chain.ts'
import { type Crowdloan, openCrowdloan } from './crowdloans.ts'
import { leastContribution, mostContributors, refundsPerCall, tao } from './facts.ts'
import { namesOf } from './outcome.ts'

let chain: Chain
beforeAll(async () => {
  chain = await openChain('//Eve')
})
afterAll(() => chain.close())

test('fifty are refunded a call', async () => {
  const crowdloan = await openCrowdloan(chain)
  const patron = await chain.person(500n * tao)
  await crowd(crowdloan, patron, refundsPerCall + 3)
  const first = namesOf((await crowdloan.refund()).body)
  expect(first.filter((name) => name === 'Balances.Transfer')).toHaveLength(refundsPerCall)
  expect(first.at(-1)).toBe('Crowdloan.PartiallyRefunded')
  expect((await crowdloan.dissolve()).error).toBe('Crowdloan.NotReadyToDissolve')
  const second = namesOf((await crowdloan.refund()).body)
  expect(second.filter((name) => name === 'Balances.Transfer')).toHaveLength(3)
  expect(second.at(-1)).toBe('Crowdloan.AllRefunded')
  expect((await crowdloan.dissolve()).error).toBeUndefined()
})

test('the five hundredth contributor is the last, and even those who are in cannot add', async () => {
  const crowdloan = await openCrowdloan(chain, { cap: 500n * tao })
  const patron = await chain.person(500n * tao)
  await crowd(crowdloan, patron, mostContributors - 2)
  const last = await chain.person()
  expect((await crowdloan.contribute(last, tao)).error).toBeUndefined()
  expect(await crowdloan.info()).toMatchObject({ contributorsCount: BigInt(mostContributors) })
  for (const who of [await chain.person(), last, crowdloan.creator]) {
    expect((await crowdloan.contribute(who, tao)).error).toBe('Crowdloan.MaxContributorsReached')
  }
  await crowdloan.withdraw(last)
  expect((await crowdloan.contribute(crowdloan.creator, tao)).error).toBeUndefined()
})

/** So many derivative accounts of the patron, each with the least contribution. */
async function crowd({ id }: Crowdloan, patron: KeyringPair, count: number): Promise<void> {
  const { balances, utility } = chain.api.tx
  const calls: Call[] = []
  for (let index = 0; index < count; index += 1) {
    const pot = derivativeOf(patron.address, index)
    calls.push(balances.transferKeepAlive(pot, leastContribution + 1_000n))
    calls.push(utility.asDerivative(index, chain.call('crowdloan', 'contribute', id, leastContribution)))
  }
  for (let start = 0; start < calls.length; start += 400) {
    const outcome = await chain.submit(utility.batchAll(calls.slice(start, start + 400)), patron)
    expect(outcome.error).toBeUndefined()
  }
}
