import { u8aConcat } from '@polkadot/util'
import { blake2AsHex, decodeAddress } from '@polkadot/util-crypto'

/** A digest of who has these UIDs, in their order: 0x-hex. */
export const holdersOf = (uids: readonly number[], hotkeyOf: (uid: number) => string | undefined): string =>
  blake2AsHex(u8aConcat(...uids.map((uid) => bytesOf(hotkeyOf(uid)))))

/** A place that nobody has is 32 zero bytes. */
const bytesOf = (hotkey: string | undefined): Uint8Array =>
  hotkey ? decodeAddress(hotkey) : new Uint8Array(32)
