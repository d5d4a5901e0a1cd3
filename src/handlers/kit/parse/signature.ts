import { decodeAddress, ed25519Verify, sr25519Verify } from '@polkadot/util-crypto'
import { notParsed, type Parsed } from './parsed.ts'
import { parseSs58 } from './ss58.ts'

export type SignatureScheme = 'sr25519' | 'ed25519'

export interface SignatureProof {
  readonly ss58: string
  readonly scheme: SignatureScheme
}

export interface SignatureClaim {
  readonly ss58: string
  /** 64 bytes in hex, or 65 with the leading byte by which some wallets name the scheme; with or without `0x`. */
  readonly signature: string
  /** What must have been signed, by the canonical address. */
  readonly message: (ss58: string) => string
}

/** Whether the holder of an address signed a message; if not, why, with what its signer should do behind it. */
export function verifySignature(
  claim: SignatureClaim,
  words: { readonly keyless: string; readonly mend: string },
): Parsed<SignatureProof> {
  const address = parseSs58(claim.ss58)
  if (!address.ok) return address
  const parts = splitSignature(claim.signature)
  if (!parts.ok) return parts
  const publicKey = decodeAddress(address.value)
  if (isKeyless(publicKey)) return notParsed(`Nobody holds the key of that address. ${words.keyless}`)
  const message = claim.message(address.value)
  const { schemes, bytes } = parts.value
  const scheme = schemes.find((name) =>
    texts(message).some((text) => VERIFIERS[name](text, bytes, publicKey)),
  )
  if (scheme) return { ok: true, value: { ss58: address.value, scheme } }
  return notParsed(
    `The signature is not this address's over your message. Sign exactly \`${message}\` with the account ${address.value}; ${words.mend}.`,
  )
}

/** Wallets sign what a page gives them only inside these tags, so that it can never be an extrinsic. */
function texts(message: string): readonly string[] {
  return [message, `<Bytes>${message}</Bytes>`]
}

const VERIFIERS: Record<
  SignatureScheme,
  (message: string, signature: Uint8Array, publicKey: Uint8Array) => boolean
> = {
  sr25519: (message, signature, publicKey) => holds(() => sr25519Verify(message, signature, publicKey)),
  ed25519: (message, signature, publicKey) => holds(() => ed25519Verify(message, signature, publicKey)),
}

/** The libraries throw on bytes that are no point of the curve: then the signature does not hold. */
function holds(verify: () => boolean): boolean {
  try {
    return verify()
  } catch {
    return false
  }
}

const BOTH: readonly SignatureScheme[] = ['sr25519', 'ed25519']
const SCHEME_BYTES: Record<string, readonly SignatureScheme[]> = { '00': ['ed25519'], '01': ['sr25519'] }

function splitSignature(text: string): Parsed<{ schemes: readonly SignatureScheme[]; bytes: Uint8Array }> {
  const hex = /^(?:0x)?((?:[0-9a-f]{2})*)$/i.exec(text.length > 1_000 ? 'x' : text.trim())?.[1]
  const MEND = 'Paste what your wallet or `btcli wallet sign` printed: 128 hex digits, perhaps after 0x.'
  if (!hex) return notParsed(`That is not a signature in hex. ${MEND}`)
  const bytes = Uint8Array.from(Buffer.from(hex, 'hex'))
  if (bytes.length === 64) return { ok: true, value: { schemes: BOTH, bytes } }
  if (bytes.length !== 65) return notParsed(`A signature has 64 bytes, this one ${bytes.length}. ${MEND}`)
  const schemes = SCHEME_BYTES[hex.slice(0, 2)]
  if (!schemes)
    return notParsed('Only sr25519 and ed25519 signatures can be linked: sign with such a coldkey.')
  return { ok: true, value: { schemes, bytes: bytes.subarray(1) } }
}

/**
 * The encodings of curve points of small order (among them the all-zero account): anyone can make a signature that
 * verifies under them. The highest bit is the sign of x and does not matter.
 */
const SMALL_ORDER = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
])

function isKeyless(publicKey: Uint8Array): boolean {
  const unsigned = Buffer.from(publicKey)
  unsigned[31] = (unsigned[31] ?? 0) & 0x7f
  return SMALL_ORDER.has(unsigned.toString('hex'))
}
