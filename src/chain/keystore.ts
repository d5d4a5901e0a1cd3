import { readFile } from 'node:fs/promises'
import { Keyring } from '@polkadot/keyring'
import type { KeyringPair, KeyringPair$Json } from '@polkadot/keyring/types'
import { isHex, u8aToHex } from '@polkadot/util'
import { cryptoWaitReady, keyExtractSuri, mnemonicGenerate, mnemonicValidate } from '@polkadot/util-crypto'
import { SS58_PREFIX } from './pots.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/**
 * The key that signs for the treasury, unlocked. Either
 * - `TRIBUTARY_KEYSTORE`: path of a keystore file (polkadot JSON), opened with `TRIBUTARY_KEYSTORE_PASSWORD` or the first
 *   line of the file `TRIBUTARY_KEYSTORE_PASSWORD_FILE`; or
 * - `TRIBUTARY_KEY`: a mnemonic, a 32-byte hex seed, or a secret URI (sr25519).
 * Throws where neither or both are set, or where they open nothing. No message repeats what was set.
 */
export async function loadKey(environment: Environment): Promise<KeyringPair> {
  const { TRIBUTARY_KEYSTORE: file, TRIBUTARY_KEY: uri } = environment
  if (file && uri) throw new Error('Set TRIBUTARY_KEYSTORE or TRIBUTARY_KEY, not both.')
  if (file) return openKeystore(await readFile(file, 'utf8'), await readPassword(environment))
  if (uri) return keyFromUri(uri)
  throw new Error('No key is set: TRIBUTARY_KEYSTORE (a keystore file) or TRIBUTARY_KEY is needed.')
}

export async function keyFromUri(uri: string): Promise<KeyringPair> {
  await cryptoWaitReady()
  return quietly('TRIBUTARY_KEY is no mnemonic, hex seed or secret URI.', () => {
    refuseMadeUpPhrase(uri.trim())
    return keyring().addFromUri(uri.trim())
  })
}

/** The library would make a key of any short text: a mistyped mnemonic must not become another account. */
function refuseMadeUpPhrase(uri: string): void {
  if (uri.startsWith('//')) return
  const { phrase } = keyExtractSuri(uri)
  if (!isHex(phrase, 256) && !mnemonicValidate(phrase)) throw new Error('no phrase')
}

/** Opens the text of a keystore file. Throws on a wrong password and on what is no keystore. */
export async function openKeystore(text: string, password: string): Promise<KeyringPair> {
  await cryptoWaitReady()
  const pair = quietly('The keystore file is not one that polkadot wallets write.', () =>
    keyring().addFromJson(JSON.parse(text) as KeyringPair$Json),
  )
  quietly('The password does not open the keystore file.', () => pair.decodePkcs8(password))
  return pair
}

/** A new mnemonic of 24 words. */
export const newPhrase = (): string => mnemonicGenerate(24)

/** The text of a new keystore file for a key, encrypted. An empty password is refused. */
export async function createKeystore(uri: string, password: string, name: string): Promise<string> {
  if (password === '') throw new Error('A keystore needs a password.')
  const pair = await keyFromUri(uri)
  pair.setMeta({ name })
  return `${JSON.stringify(pair.toJson(password), null, 2)}\n`
}

/** Signs texts with the key: by whom (SS58), and the sr25519 signature as 0x-hex. */
export const signWith = (key: KeyringPair) => (text: string) => ({
  by: key.address,
  signature: u8aToHex(key.sign(text)),
})

async function readPassword(environment: Environment): Promise<string> {
  const { TRIBUTARY_KEYSTORE_PASSWORD: given, TRIBUTARY_KEYSTORE_PASSWORD_FILE: file } = environment
  if (given !== undefined) return given
  if (file === undefined) {
    throw new Error(
      'TRIBUTARY_KEYSTORE_PASSWORD or TRIBUTARY_KEYSTORE_PASSWORD_FILE is needed to open the keystore.',
    )
  }
  return (await readFile(file, 'utf8')).split(/\r?\n/, 1)[0] ?? ''
}

const keyring = (): Keyring => new Keyring({ type: 'sr25519', ss58Format: SS58_PREFIX })

/** The library's own messages can hold what it was given. */
function quietly<Result>(message: string, make: () => Result): Result {
  try {
    return make()
  } catch {
    throw new Error(message)
  }
}
