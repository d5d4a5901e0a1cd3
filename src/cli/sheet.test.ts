import { Keyring } from '@polkadot/keyring'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWallet, type Wallet } from '../chain/wallet.ts'
import { type Subtensor, startSubtensor } from '../local/subtensor/node.ts'
import { sheetCommand } from './sheet.ts'
import { written } from './testing/written.ts'

const keyring = new Keyring({ type: 'sr25519', ss58Format: 42 })
const [alice, bob, hotkey] = ['//Alice', '//Bob', '//Hot'].map((uri) => keyring.addFromUri(uri))
const TAO = 1_000_000_000n

let node: Subtensor
let wallet: Wallet
beforeAll(async () => {
  node = await startSubtensor({ seal: 'instant', finalityLag: 0 })
  wallet = await openWallet(node.url)
  if (!alice || !bob || !hotkey) throw new Error('no keys')
  const { tryAssociateHotkey, addStake } = wallet.api.tx.subtensorModule ?? {}
  await wallet.send(alice, tryAssociateHotkey?.(hotkey.address))
  await wallet.send(alice, addStake?.(hotkey.address, 0, 3n * TAO))
  await wallet.send(bob, addStake?.(hotkey.address, 0, 5n * TAO))
})
afterAll(async () => {
  await wallet.close()
  await node.stop()
})

const holders = async (...words: string[]) =>
  JSON.parse(await written(sheetCommand(), 'holders', ...words, '--node', node.url))

test('holders are told as the chain’s storage and its runtime have them, at a block', async () => {
  const now = await holders('0')
  const amounts = now.positions
    .filter((row: { hotkey: string }) => row.hotkey === hotkey?.address)
    .map((row: { coldkey: string; alpha_rao: string }) => [row.coldkey, row.alpha_rao])
  expect(Object.fromEntries(amounts)).toEqual({
    [alice?.address ?? '']: String(3n * TAO),
    [bob?.address ?? '']: String(5n * TAO),
  })
  const before = await holders('0', '--block', String(now.block - 1))
  expect(before.positions).toHaveLength(now.positions.length - 1)
})

test('what cannot be asked is refused in words', async () => {
  await expect(holders('x')).rejects.toThrow('The netuid is a number')
  await expect(holders('0', '--block', 'last')).rejects.toThrow('the number of a block')
  await expect(holders('0', '--block', '999999')).rejects.toThrow('not final yet')
})
