import { allNetworks, base58Decode, checkAddressChecksum } from '@polkadot/util-crypto'
import { notParsed, type Parsed } from './parsed.ts'

/** Bittensor writes its addresses with Substrate's generic prefix. */
const PREFIX = 42

/** 35 or 36 bytes, an account's address, take 46 to 50 characters; those near are told what is wrong with them. */
const BASE58 = /^[1-9A-HJ-NP-Za-km-z]{40,60}$/

const MEND = 'Copy the address from your wallet: it begins with 5 and has 48 characters.'

/** An account's address with prefix 42, checksum verified (it can be written in no other way); or why it is none. */
export function parseSs58(text: string): Parsed<string> {
  const address = text.length > 1_000 ? '' : text.trim()
  if (/^0x[0-9a-f]{64}$/i.test(address))
    return notParsed(`That is a public key in hex, not an SS58 address. ${MEND}`)
  if (!BASE58.test(address)) return notParsed(`That is not an SS58 address. ${MEND}`)
  const decoded = base58Decode(address)
  const [valid, , prefixLength, prefix] = checkAddressChecksum(decoded)
  if (!valid) return notParsed(`The address has a typing error: its checksum is wrong. ${MEND}`)
  if (decoded.length !== prefixLength + 34) return notParsed(`That is not the address of an account. ${MEND}`)
  if (prefix !== PREFIX) {
    return notParsed(
      `That address is written for ${networkName(prefix)}, not for Bittensor (prefix ${PREFIX}). Choose Bittensor in your wallet and copy the address again: it begins with 5.`,
    )
  }
  return { ok: true, value: address }
}

function networkName(prefix: number): string {
  const network = allNetworks.find((known) => known.prefix === prefix)
  return network ? `${network.displayName} (prefix ${prefix})` : `another network (prefix ${prefix})`
}
