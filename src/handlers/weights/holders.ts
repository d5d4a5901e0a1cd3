import { u8aConcat } from '@polkadot/util'
import { blake2AsHex, decodeAddress } from '@polkadot/util-crypto'

/** A digest of who has these UIDs, in their order: 0x-hex. `hotkeys` are SS58, by UID. */
export const holdersOf = (uids: readonly number[], hotkeys: readonly (string | undefined)[]): string =>
  blake2AsHex(
    u8aConcat(...uids.map((uid) => (hotkeys[uid] ? decodeAddress(hotkeys[uid]) : new Uint8Array(32)))),
  )
