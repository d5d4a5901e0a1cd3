import { expect, test } from 'vitest'
import { isPublicNetwork } from './network.ts'

const calls = (chainType: string) => async () => chainType as never

test('the main and the test network are public whatever they call themselves, and so is what calls itself live', async () => {
  const finney = '0x2f0555cc76fc2840a25a6ea3b9637146806f1f44b090c175ffde2a7e5ab36c03'
  const testnet = '0x8f9cf856bf558a14440e75569c9e58594757048d7b3a84b5d25f6bd978263105'
  expect(await isPublicNetwork(calls('Development'), finney)).toBe(true)
  expect(await isPublicNetwork(calls('Development'), testnet)).toBe(true)
  expect(await isPublicNetwork(calls('Live'), '0x00')).toBe(true)
  expect(await isPublicNetwork(calls('Development'), '0x00')).toBe(false)
})
