import { createKeyDerived, encodeAddress, encodeMultiAddress } from '@polkadot/util-crypto'
import { expect, test } from 'vitest'
import { developmentPair } from './accounts.ts'
import { connect, freeBalance, include, names, startNode, tao } from './test-client.ts'

const alice = developmentPair('//Alice')
const bob = developmentPair('//Bob')
const charlie = developmentPair('//Charlie')

/** The amounts' lengths count: the measured ones were taken with amounts above 4.29 TAO, five bytes and a length. */
test('fees are to the rao what was measured on a real runtime', async () => {
  const node = await startNode()
  const api = await connect(node.url)
  const { balances, utility, multisig, system } = api.tx
  const give = () => balances.transferKeepAlive(bob.address, 5n * tao)

  const plain = await include(node, api, give(), alice)
  expect(plain.fee).toBe(135_263n)

  const account = encodeMultiAddress([alice.address, charlie.address], 1)
  const derivative = encodeAddress(createKeyDerived(account, 7))
  await include(node, api, balances.transferKeepAlive(derivative, 100n * tao), alice)
  const asDerivative = () => utility.asDerivative(7, give())

  const one = await include(node, api, multisig.asMultiThreshold1([charlie.address], asDerivative()), alice)
  expect(one.fee).toBe(263_313n)
  expect(await freeBalance(api, derivative)).toBe(95n * tao)

  const three = utility.batchAll([asDerivative(), asDerivative(), asDerivative()])
  const batch = await include(node, api, multisig.asMultiThreshold1([charlie.address], three), alice)
  expect(batch.fee).toBe(650_436n)

  const bill = [
    balances.burn(tao / 10n, true),
    balances.transferKeepAlive(bob.address, tao),
    system.remarkWithEvent('0x'.padEnd(66, 'ab')),
  ]
  const paid = await include(node, api, utility.batchAll(bill), alice)
  expect(paid.fee).toBe(191_301n)
  expect(names(paid.events)).toEqual([
    'balances.Withdraw',
    'balances.Burned',
    'utility.ItemCompleted',
    'balances.Transfer',
    'utility.ItemCompleted',
    'system.Remarked',
    'utility.ItemCompleted',
    'utility.BatchCompleted',
    'balances.Deposit',
    'balances.Deposit',
    'transactionPayment.TransactionFeePaid',
    'system.ExtrinsicSuccess',
  ])
})
