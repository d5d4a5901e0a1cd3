import { hash } from 'node:crypto'
import { Keyring } from '@polkadot/keyring'
import { expect, test } from 'vitest'
import { decryptKeyfile, isEncrypted, keyOf } from './keyfile.ts'
import { openNacl } from './nacl.ts'
import { ADDRESS, keyfile, PASSWORD } from './testing/keyfiles.ts'
import { openLegacy } from './vault.ts'

const CHEAP = { parallelism: 1, passes: 3, memory: 8_192, tagLength: 32 } as const
const plain = keyfile('plain').toString()
const keys = JSON.parse(plain) as Record<string, string>

test('what libsodium, Ansible and Fernet encrypted is opened with its password alone', async () => {
  expect((await openNacl(keyfile('naclCheap'), PASSWORD, CHEAP))?.toString()).toBe(plain)
  expect(await openNacl(keyfile('naclCheap'), 'another', CHEAP)).toBe(null)
  expect((await openLegacy(keyfile('legacyCheap'), PASSWORD, 1_000))?.toString()).toBe(plain)
  expect(await openLegacy(keyfile('legacyCheap'), 'another', 1_000)).toBe(null)
  expect((await decryptKeyfile(keyfile('vault'), PASSWORD)).toString()).toBe(plain)
  await expect(decryptKeyfile(keyfile('vault'), 'another')).rejects.toThrow('does not open the wallet')
})

test('what is cut off or spoilt is opened by no password', async () => {
  for (const name of ['naclCheap', 'legacyCheap', 'vault'] as const) {
    const whole = keyfile(name)
    for (const cut of [7, 20, 40, whole.length - 5]) {
      const file = whole.subarray(0, cut)
      const opened = await (name === 'naclCheap'
        ? openNacl(file, PASSWORD, CHEAP)
        : name === 'legacyCheap'
          ? openLegacy(file, PASSWORD, 1_000)
          : decryptKeyfile(file, PASSWORD).catch(() => null))
      expect(opened, `${name}, ${cut} bytes`).toBe(null)
    }
  }
})

test('which files are encrypted', () => {
  for (const name of ['nacl', 'vault', 'legacy'] as const) expect(isEncrypted(keyfile(name))).toBe(true)
  expect(isEncrypted(keyfile('plain'))).toBe(false)
})

test.each([
  ['mnemonic', { secretPhrase: keys.secretPhrase }],
  ['seed', { secretSeed: keys.secretSeed }],
  ['mnemonic and address', { secretPhrase: keys.secretPhrase, ss58Address: ADDRESS }],
  ['a phrase that is none beside a seed', { secretPhrase: 'tide', secretSeed: keys.secretSeed }],
])('a key by its %s', async (_, file) => {
  expect((await keyOf(JSON.stringify(file))).address).toBe(ADDRESS)
})

test('a bare mnemonic or seed, as the first wallets had it', async () => {
  expect((await keyOf(`${keys.secretPhrase}\n`)).address).toBe(ADDRESS)
  expect((await keyOf(`${keys.secretSeed}\n`)).address).toBe(ADDRESS)
})

test('an ed25519 key is known by the address of the file', async () => {
  const address = new Keyring({ type: 'ed25519', ss58Format: 42 }).addFromUri(keys.secretPhrase ?? '').address
  const pair = await keyOf(JSON.stringify({ secretSeed: keys.secretSeed, ss58Address: address }))
  expect([pair.type, pair.address]).toEqual(['ed25519', address])
})

/** As schnorrkel makes a secret of a seed and btcli writes it: the clamped half of its SHA-512 divided by eight, and the nonce. */
function canonical(seed: string): Buffer {
  const half = hash('sha512', Buffer.from(seed.slice(2), 'hex'), 'buffer')
  half.writeUInt8(half.readUInt8(0) & 248, 0)
  half.writeUInt8((half.readUInt8(31) & 63) | 64, 31)
  const clamped = BigInt(`0x${Buffer.from(half.subarray(0, 32)).reverse().toString('hex')}`)
  const scalar = Buffer.from((clamped / 8n).toString(16).padStart(64, '0'), 'hex').reverse()
  return Buffer.concat([scalar, half.subarray(32)])
}

const expanded = async () => Buffer.from((await keyOf(plain)).encodePkcs8()).subarray(16, 80)

test.each([
  ['schnorrkel', async () => canonical(keys.secretSeed ?? '')],
  ['ed25519', expanded],
])('a private key alone, in the form of %s, signs as the mnemonic does', async (_, secret) => {
  const privateKey = `0x${(await secret()).toString('hex')}`
  const pair = await keyOf(JSON.stringify({ privateKey, publicKey: keys.publicKey, ss58Address: ADDRESS }))
  const known = await keyOf(plain)
  expect(known.verify('tide', pair.sign('tide'), known.publicKey)).toBe(true)
})

test('a private key that does not sign for its public key is refused', async () => {
  const privateKey = `0x${canonical(`0x${'07'.repeat(32)}`).toString('hex')}`
  await expect(keyOf(JSON.stringify({ privateKey, publicKey: keys.publicKey }))).rejects.toThrow(
    'is not the key of the address',
  )
})

test('a file without a key, or with that of another address, is refused and not repeated', async () => {
  await expect(keyOf('{}')).rejects.toThrow('has no mnemonic, no seed and no private key')
  await expect(keyOf('null')).rejects.toThrow('has no mnemonic')
  const another = JSON.stringify({ ...keys, ss58Address: '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY' })
  const refused = await keyOf(another).catch((error: Error) => error.message)
  expect(refused).toBe(
    'The wallet’s coldkey is not the key of the address that it names: regenerate it with btcli.',
  )
})
