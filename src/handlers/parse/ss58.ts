import { allNetworks, base58Decode, base58Encode, checkAddressChecksum } from '@polkadot/util-crypto'
import { type Parsed, refuse } from './parsed.ts'

/** Bittensor writes its addresses with Substrate's generic prefix. */
const PREFIX = 42

const MEND = 'Copy the address from your wallet: it begins with 5 and has 48 characters.'

/** An account's address with prefix 42, checksum verified, in the one way it can be written; or why it is none. */
export function parseSs58(text: string): Parsed<string> {
  const address = text.length > 1_000 ? '' : text.trim()
  if (/^0x[0-9a-f]{64}$/i.test(address))
    return refuse(`That is a public key in hex, not an SS58 address. ${MEND}`)
  const decoded = decode(address)
  if (!decoded) return refuse(`That is not an SS58 address. ${MEND}`)
  const [valid, , prefixLength, prefix] = checkAddressChecksum(decoded)
  if (!valid) return refuse(`The address has a typing error: its checksum is wrong. ${MEND}`)
  if (decoded.length !== prefixLength + 34) return refuse(`That is not the address of an account. ${MEND}`)
  if (prefix !== PREFIX) {
    return refuse(
      `That address is written for ${networkName(prefix)}, not for Bittensor (prefix ${PREFIX}). Choose Bittensor in your wallet and copy the address again: it begins with 5.`,
    )
  }
  return { ok: true, value: address }
}

/** The bytes of the only Base58 text that means them, or undefined. 35 or 36 of them make an account's address. */
function decode(address: string): Uint8Array | undefined {
  if (!/^[1-9A-HJ-NP-Za-km-z]{40,60}$/.test(address)) return undefined
  const decoded = base58Decode(address)
  return decoded.length > 3 && base58Encode(decoded) === address ? decoded : undefined
}

function networkName(prefix: number): string {
  const network = allNetworks.find((known) => known.prefix === prefix)
  return network ? `${network.displayName} (prefix ${prefix})` : `another network (prefix ${prefix})`
}
