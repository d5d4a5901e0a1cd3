import { type Argon2Parameters, argon2 } from 'node:crypto'
import { promisify } from 'node:util'
import { naclDecrypt } from '@polkadot/util-crypto'

/** What a file of this kind begins with; then come a nonce of 24 bytes, and what libsodium's secretbox made. */
const MARK = Buffer.from('$NACL')
const NONCE_BYTES = 24
/** Poly1305's, the least that such a box holds. */
const PROOF_BYTES = 16

/** btcli's own, the same for every file. */
const SALT = Buffer.from('137183dff15a09bc9c90b5518739e9b1', 'hex')

/** libsodium's argon2i13 with OPSLIMIT_SENSITIVE and MEMLIMIT_SENSITIVE: half a GiB, for some seconds. */
const SENSITIVE = { parallelism: 1, passes: 8, memory: 524_288, tagLength: 32 }

export const isNacl = (bytes: Buffer): boolean => bytes.subarray(0, MARK.length).equals(MARK)

/** Null for a wrong password, and for what is no such file. */
export async function openNacl(bytes: Buffer, password: string, cost = SENSITIVE): Promise<Buffer | null> {
  const key = await promisify<'argon2i', Argon2Parameters, Buffer>(argon2)('argon2i', {
    message: Buffer.from(password),
    nonce: SALT,
    ...cost,
  })
  const sealed = bytes.subarray(MARK.length)
  if (sealed.length < NONCE_BYTES + PROOF_BYTES) return null
  const opened = naclDecrypt(sealed.subarray(NONCE_BYTES), sealed.subarray(0, NONCE_BYTES), key)
  return opened && Buffer.from(opened)
}
