import type { ApiPromise } from '@polkadot/api'
import { stringToHex } from '@polkadot/util'
import { expect, test } from 'vitest'
import { coldkeys } from '../../../test/support/commands.ts'
import { offlineChain } from '../../../test/support/offline-chain.ts'
import { delegatesOn } from './look.ts'

const treasury = { signer: coldkeys.ada, threshold: 2 }
const { ben, eva } = coldkeys
const pots = { ordinal: 0, float: ben, escrow: ben, treasury: ben, payroll: ben, hotkey: eva }

/** A runtime that knows a mode which nobody here knows. Its pots have nothing yet, and it says this of its types. */
async function chainThat(tell: (api: ApiPromise) => string) {
  const chain = await offlineChain(424, ({ lookup }) => {
    for (const { path, def } of lookup) {
      if (path.at(-1) !== 'FilterMode' || def.tag !== 'variant') continue
      const last = def.value.at(-1)
      if (last) last.name = 'Sometimes'
    }
  })
  const request = async (method: string) => {
    if (method === 'state_call') return tell(chain.api()) as never
    return (method === 'state_queryStorageAt' ? [] : null) as never
  }
  const finalized = async () => ({ number: 9, hash: '0x09' }) as never
  return { ...chain, request, finalized }
}

/** As the runtime encodes them. */
function encoded(api: ApiPromise, types: readonly object[]): string {
  const call = api.call.proxyFilterRuntimeApi?.getProxyFilter as unknown as { meta: { type: string } }
  return api.registry.createType(call.meta.type, types).toHex()
}

const transfers = {
  name: stringToHex('Transfer'),
  filterMode: 'Allow',
  calls: [{ palletName: stringToHex('SubtensorModule'), callName: stringToHex('transfer_stake') }],
}

test('a type in an unknown form is said, and the others are known', async () => {
  const strange = { ...transfers, name: stringToHex('Strange'), filterMode: 'Sometimes' }
  const chain = await chainThat((api) => encoded(api, [strange, transfers]))
  const said: string[] = []
  const found = await delegatesOn(chain, treasury, (reason) => said.push(reason))(pots)
  expect(found?.wanted).toMatchObject([{ pot: 'payroll', delegate: coldkeys.ada, type: 'Transfer' }])
  expect(said).toEqual([expect.stringContaining('the mode “Sometimes”')])
})

test('where the node could not say what types may do, nothing is concluded from it', async () => {
  const chain = await chainThat(() => {
    throw Object.assign(new Error('State already discarded'), { code: 4003 })
  })
  const said: string[] = []
  const asked = delegatesOn(chain, treasury, (reason) => said.push(reason))(pots)
  await expect(asked).rejects.toThrow('State already discarded')
  expect(said).toEqual([])
})
