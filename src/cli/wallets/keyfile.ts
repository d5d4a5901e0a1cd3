import { Keyring } from '@polkadot/keyring'
import type { KeyringPair } from '@polkadot/keyring/types'
import { hexToU8a, isHex } from '@polkadot/util'
import { cryptoWaitReady, mnemonicValidate } from '@polkadot/util-crypto'
import { SS58_PREFIX } from '../../chain/pots.ts'
import { isNacl, openNacl } from './nacl.ts'
import { isLegacy, isVault, openLegacy, openVault } from './vault.ts'

/** How a keyfile of btcli is encrypted; null where it is not. */
export const isEncrypted = (bytes: Buffer): boolean => isNacl(bytes) || isVault(bytes) || isLegacy(bytes)

/** What is in an encrypted file. Throws where the password does not open it. */
export async function decryptKeyfile(bytes: Buffer, password: string): Promise<Buffer> {
  const opened = await (isNacl(bytes)
    ? openNacl(bytes, password)
    : isVault(bytes)
      ? openVault(bytes, password)
      : openLegacy(bytes, password))
  if (opened) return opened
  throw new Error('The password does not open the wallet’s coldkey.')
}

/** As btcli writes them. Files of its years differ in what they have. */
interface Keys {
  readonly secretPhrase?: unknown
  readonly secretSeed?: unknown
  readonly privateKey?: unknown
  readonly publicKey?: unknown
  readonly ss58Address?: unknown
}

/**
 * The key of a file that is not encrypted, or not any more. Files name the kind of key in several ways, so the address that they hold
 * decides. No message repeats what is in the file.
 */
export async function keyOf(text: string): Promise<KeyringPair> {
  await cryptoWaitReady()
  const keys = parse(text)
  const found = (['sr25519', 'ed25519'] as const).flatMap((type) => pairsOf(keys, type))
  const address = typeof keys.ss58Address === 'string' ? keys.ss58Address : found[0]?.address
  const pair = found.find((one) => one.address === address)
  if (pair) return pair
  throw new Error(
    found.length === 0 && keys.privateKey === undefined
      ? 'The wallet’s coldkey has no mnemonic, no seed and no private key: regenerate it with btcli.'
      : 'The wallet’s coldkey is not the key of the address that it names: regenerate it with btcli.',
  )
}

function parse(text: string): Keys {
  try {
    const keys: unknown = JSON.parse(text)
    if (typeof keys === 'object' && keys !== null) return keys
  } catch {
    // Before they were JSON, the files held a mnemonic or a seed alone.
  }
  const bare = text.trim()
  return isHex(bare, 256) ? { secretSeed: bare } : { secretPhrase: bare }
}

function pairsOf(keys: Keys, type: 'sr25519' | 'ed25519'): KeyringPair[] {
  const keyring = new Keyring({ type, ss58Format: SS58_PREFIX })
  const { secretPhrase: phrase, secretSeed: seed, privateKey, publicKey } = keys
  if (typeof phrase === 'string' && mnemonicValidate(phrase)) return [keyring.addFromMnemonic(phrase)]
  if (isHex(seed, 256)) return [keyring.addFromSeed(hexToU8a(seed))]
  if (isHex(privateKey, 512) && isHex(publicKey, 256))
    return secretsOf(hexToU8a(privateKey))
      .map((secretKey) => keyring.addFromPair({ publicKey: hexToU8a(publicKey), secretKey }))
      .filter(doesSign)
  return []
}

/**
 * btcli writes a private key as schnorrkel does, and the library takes one as ed25519 does: its scalar is eight times that one.
 * Files of other programs have it in the second form already.
 */
const secretsOf = (secret: Uint8Array): Uint8Array[] => [timesEight(secret), secret]

/** The first half is a number with its lowest byte first; the second, the nonce, stays. */
function timesEight(secret: Uint8Array): Uint8Array {
  const made = Uint8Array.from(secret)
  let carry = 0
  for (const [place, byte] of secret.subarray(0, 32).entries()) {
    made[place] = ((byte << 3) | carry) & 0xff
    carry = byte >> 5
  }
  return made
}

/** A secret in the wrong form, or of another key, makes signatures that no chain takes. */
function doesSign(pair: KeyringPair): boolean {
  try {
    return pair.verify('tributary', pair.sign('tributary'), pair.publicKey)
  } catch {
    return false
  }
}
