import { u16, u32 } from '@polkadot-api/substrate-bindings'
import { fromHex } from '../runtime/codec.ts'
import { accountBytes, accountFromBytes } from '../runtime/hashing.ts'
import type { AccountId } from '../runtime/pallet.ts'

/**
 * The account of a pallet's n-th pot: "modl", the pallet's id (0x-hex, as its constant decodes), the number and zeros.
 * Nobody has its key.
 */
export function palletAccount(palletId: string, number: { u16: number } | { u32: number }): AccountId {
  const suffix = 'u16' in number ? u16.enc(number.u16) : u32.enc(number.u32)
  const bytes = new Uint8Array(32)
  const prefix = palletPrefix(palletId)
  bytes.set(prefix)
  bytes.set(suffix, prefix.length)
  return accountFromBytes(bytes)
}

/** Whether the account is a pot of that pallet with a u16 number. */
export function isPalletAccount(palletId: string, account: AccountId): boolean {
  const bytes = accountBytes(account)
  const prefix = palletPrefix(palletId)
  const numbered = prefix.every((byte, index) => bytes[index] === byte)
  return numbered && bytes.slice(prefix.length + 2).every((byte) => byte === 0)
}

function palletPrefix(palletId: string): Uint8Array {
  return Uint8Array.from([...Buffer.from('modl'), ...fromHex(palletId)])
}
