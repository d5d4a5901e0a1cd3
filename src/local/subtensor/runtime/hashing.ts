import { blake2AsU8a } from '@polkadot/util-crypto'
import { AccountId as accountIdCodec } from '@polkadot-api/substrate-bindings'
import type { AccountId } from './pallet.ts'

const codec = accountIdCodec(42)

export function blake2b256(bytes: Uint8Array): Uint8Array {
  return blake2AsU8a(bytes, 256)
}

/** The 32 bytes of an account. Throws on anything that is not an SS58 address. */
export function accountBytes(account: AccountId): Uint8Array {
  return codec.enc(account)
}

export function accountFromBytes(bytes: Uint8Array): AccountId {
  return codec.dec(bytes)
}

/** Accounts are ordered by their bytes, never by their SS58 text. */
export function compareAccounts(a: AccountId, b: AccountId): number {
  return Buffer.compare(accountBytes(a), accountBytes(b))
}

/** SS58 of 32 zero bytes: stands for an author where no block is being made. */
export const nobody: AccountId = accountFromBytes(new Uint8Array(32))
