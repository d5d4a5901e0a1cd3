import { createDecipheriv, createHmac, pbkdf2, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(pbkdf2)

const VAULT = '$ANSIBLE_VAULT;'

export const isVault = (bytes: Buffer): boolean => bytes.subarray(0, VAULT.length).toString() === VAULT

/**
 * Ansible Vault, format 1.1 or 1.2 with AES256: https://docs.ansible.com/ansible/latest/vault_guide/vault_using_encrypted_content.html.
 * Null for a wrong password, and for what is no such file.
 */
export async function openVault(bytes: Buffer, password: string): Promise<Buffer | null> {
  const [head = '', ...lines] = bytes.toString('latin1').trim().split(/\r?\n/)
  if (!/^\$ANSIBLE_VAULT;1\.[12];AES256\b/.test(head)) return null
  const parts = unhex(lines.join('')).toString('latin1').split('\n').map(unhex)
  const [salt, proof, sealed] = parts
  if (!salt || !proof || !sealed) return null
  const keys = await derive(password, salt, 10_000, 80, 'sha256')
  const [key, signing, counter] = [keys.subarray(0, 32), keys.subarray(32, 64), keys.subarray(64)]
  if (!isProof(createHmac('sha256', signing).update(sealed).digest(), proof)) return null
  return unpadded(createDecipheriv('aes-256-ctr', key, counter).update(sealed))
}

const unhex = (text: string): Buffer => Buffer.from(text, 'hex')

/** Padded to whole blocks, as PKCS #7 does. */
const unpadded = (bytes: Buffer): Buffer => bytes.subarray(0, bytes.length - (bytes.at(-1) ?? 0))

/** What the oldest wallets were kept with: a Fernet token, whose key was made with this salt. */
const LEGACY_SALT = 'Iguesscyborgslikemyselfhaveatendencytobeparanoidaboutourorigins'
const LEGACY_ROUNDS = 10_000_000

export const isLegacy = (bytes: Buffer): boolean => bytes.subarray(0, 6).toString() === 'gAAAAA'

/** A Fernet token: https://github.com/fernet/spec/blob/master/Spec.md. Null like the others. */
export async function openLegacy(
  bytes: Buffer,
  password: string,
  rounds = LEGACY_ROUNDS,
): Promise<Buffer | null> {
  const token = Buffer.from(bytes.toString('latin1').trim(), 'base64url')
  const key = await derive(password, LEGACY_SALT, rounds, 32, 'sha256')
  const [told, proof] = [token.subarray(0, -32), token.subarray(-32)]
  if (!isProof(createHmac('sha256', key.subarray(0, 16)).update(told).digest(), proof)) return null
  const decipher = createDecipheriv('aes-128-cbc', key.subarray(16), told.subarray(9, 25))
  return Buffer.concat([decipher.update(told.subarray(25)), decipher.final()])
}

const isProof = (made: Buffer, given: Buffer): boolean =>
  made.length === given.length && timingSafeEqual(made, given)
