import { expect, test } from 'vitest'
import { coldkeys } from '../../../test/support/commands.ts'
import { offlineChain } from '../../../test/support/offline-chain.ts'
import { alpha } from '../../mechanisms/money.ts'
import { prepareOn } from './offer.ts'
import { doubtOf } from './owner.ts'

const { ada, eva } = coldkeys
const head = { number: 950, hash: '0x01' }

/** A chain whose subnet 2 was registered in block 900 and belongs to Ada. */
async function chainOfAda() {
  const { api } = await offlineChain(475)
  const { networkRegisteredAt, subnetOwner } = api().query.subtensorModule ?? {}
  const stored = new Map([
    [networkRegisteredAt?.key(2), api().createType('u64', 900).toHex(true)],
    [subnetOwner?.key(2), api().createType('AccountId32', ada).toHex()],
  ])
  const asked: string[] = []
  const request = async (method: string, [keys]: readonly unknown[]) => {
    asked.push(method)
    return [{ block: head.hash, changes: (keys as string[]).map((key) => [key, stored.get(key) ?? null]) }]
  }
  return { api, request: request as never, finalized: async () => head, asked }
}

test('the wallet that registered the network and owns it is not doubted', async () => {
  const chain = await chainOfAda()
  expect(await doubtOf(chain, { netuid: 2, wallet: ada, registeredIn: 900 }, head)).toBeNull()
  expect(await doubtOf(chain, { netuid: 2, wallet: ada, registeredIn: null }, head)).toBeNull()
})

test.each([
  ['of another network', { netuid: 2, wallet: ada, registeredIn: 899 }, 'another-network'],
  ['that is not its owner', { netuid: 2, wallet: eva, registeredIn: 900 }, 'another-owner'],
  [
    'of which nothing is known but the netuid',
    { netuid: 2, wallet: eva, registeredIn: null },
    'another-owner',
  ],
  ['of a netuid that the chain has not', { netuid: 3, wallet: ada, registeredIn: null }, 'another-owner'],
])('a wallet %s is doubted, and no call is made for it', async (_which, counter, doubt) => {
  const chain = await chainOfAda()
  const asked = { coldkey: eva, more: alpha(5n) }
  expect(await prepareOn(chain)(counter, asked)).toMatchObject({ doubt, block: 950 })
  expect(await prepareOn(chain)(counter, { coldkey: null, more: null })).toMatchObject({ doubt })
  expect(new Set(chain.asked)).toEqual(new Set(['state_queryStorageAt']))
})
