import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { u8aToHex } from '@polkadot/util'
import { mnemonicToMiniSecret } from '@polkadot/util-crypto'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createKeystore, loadKey, openKeystore } from './keystore.ts'

const mnemonic = 'bottom drive obey lake curtain smoke basket hold race lonely fit walk'
const alice = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'
let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'keystore-'))
})
afterAll(() => rm(directory, { recursive: true }))

test('a key comes from a mnemonic, a hex seed or a secret URI', async () => {
  expect((await loadKey({ TRIBUTARY_KEY: `${mnemonic}//Alice` })).address).toBe(alice)
  expect((await loadKey({ TRIBUTARY_KEY: ' //Alice\n' })).address).toBe(alice)
  const seed = '0xe5be9a5092b81bca64be81d212e7f2f9eba183bb7a90954f7b76361f6edb5c0a'
  expect((await loadKey({ TRIBUTARY_KEY: seed })).address).toBe(alice)
})

test('a keystore file is made, and opened with its password alone', async () => {
  const file = join(directory, 'key.json')
  await writeFile(file, await createKeystore('//Alice', 'a password', 'treasury'))
  const passwordFile = join(directory, 'password')
  await writeFile(passwordFile, 'a password\n')
  const environment = { TRIBUTARY_KEYSTORE: file, TRIBUTARY_KEYSTORE_PASSWORD_FILE: passwordFile }
  const pair = await loadKey(environment)
  expect([pair.address, pair.isLocked]).toEqual([alice, false])
  const wrong = { TRIBUTARY_KEYSTORE: file, TRIBUTARY_KEYSTORE_PASSWORD: 'another' }
  await expect(loadKey(wrong)).rejects.toThrow('The password does not open the keystore file.')
  await expect(loadKey({ TRIBUTARY_KEYSTORE: file })).rejects.toThrow('is needed to open')
})

test('what opens nothing is refused, and never repeated', async () => {
  await expect(loadKey({})).rejects.toThrow('No key is set')
  await expect(loadKey({ TRIBUTARY_KEY: 'a', TRIBUTARY_KEYSTORE: 'b' })).rejects.toThrow('not both')
  await expect(openKeystore('{"secret":"hunter2"}', '')).rejects.toThrow(/^The keystore file is not one/)
  await expect(loadKey({ TRIBUTARY_KEY: 'hunter2 hunter2' })).rejects.toThrow(/^TRIBUTARY_KEY is no mnemonic/)
  await expect(createKeystore('//Alice', '', 'x')).rejects.toThrow('needs a password')
})

test('a key that gets into a log line tells no secret', async () => {
  const lines: string[] = []
  const logger = pino({}, { write: (line: string) => lines.push(line) })
  const pair = await loadKey({ TRIBUTARY_KEY: mnemonic })
  logger.info({ pair, key: pair }, `opened ${pair} ${inspect(pair, { depth: 9, showHidden: true })}`)
  const text = `${lines.join('')}${JSON.stringify(pair)}`
  const seed = u8aToHex(mnemonicToMiniSecret(mnemonic)).slice(2)
  expect(text).toContain('opened')
  expect(text).not.toContain('curtain smoke')
  expect(text).not.toContain(seed)
})
