import { Keyring } from '@polkadot/keyring'
import { stringToU8a, u8aToHex } from '@polkadot/util'
import { cryptoWaitReady, ed25519Verify, encodeAddress } from '@polkadot/util-crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { SignatureScheme } from '../kit/parse/signature.ts'
import { linkMessage, verifyLink } from './link-signature.ts'

beforeAll(cryptoWaitReady)

const USER = 583_231

function wallet(scheme: SignatureScheme, seed = '//Discoverer') {
  const pair = new Keyring({ type: scheme, ss58Format: 42 }).addFromUri(seed)
  const sign = (text: string) => u8aToHex(pair.sign(stringToU8a(text)))
  return { ss58: pair.address, sign }
}

describe.each<SignatureScheme>(['sr25519', 'ed25519'])('a wallet that signs with %s', (scheme) => {
  const schemeByte = scheme === 'ed25519' ? '00' : '01'

  test('is linked by its signature, wrapped or not, in every spelling of the hex', () => {
    const { ss58, sign } = wallet(scheme)
    const message = linkMessage(USER, ss58)
    for (const text of [message, `<Bytes>${message}</Bytes>`]) {
      const hex = sign(text).slice(2)
      for (const signature of [hex, `0x${hex}`, hex.toUpperCase(), ` 0x${schemeByte}${hex}\n`]) {
        expect(verifyLink({ userId: USER, ss58: ` ${ss58} `, signature })).toEqual({
          ok: true,
          value: { ss58, scheme },
        })
      }
    }
  })

  test('is not linked to another user, nor another wallet by it', () => {
    const { ss58, sign } = wallet(scheme)
    const signature = sign(linkMessage(USER, ss58))
    fc.assert(
      fc.property(fc.maxSafeNat(), (userId) => {
        fc.pre(userId !== USER)
        expect(verifyLink({ userId, ss58, signature })).toEqual({
          ok: false,
          reason: expect.stringContaining(linkMessage(userId, ss58)),
        })
      }),
      { numRuns: 20 },
    )
    const other = wallet(scheme, '//Other').ss58
    expect(verifyLink({ userId: USER, ss58: other, signature }).ok).toBe(false)
  })

  test('is not linked by a signature over anything else', () => {
    const { ss58, sign } = wallet(scheme)
    const message = linkMessage(USER, ss58)
    for (const text of [
      `${message}\n`,
      ` ${message}`,
      message.replace('v1', 'v2'),
      `<Bytes>${message}`,
      ss58,
      '',
    ]) {
      expect(verifyLink({ userId: USER, ss58, signature: sign(text) }).ok).toBe(false)
    }
  })

  test('is not linked when any one bit of the signature is another', () => {
    const { ss58, sign } = wallet(scheme)
    const hex = `${schemeByte}${sign(linkMessage(USER, ss58)).slice(2)}`
    fc.assert(
      fc.property(fc.nat(65 * 8 - 1), (bit) => {
        const bytes = Buffer.from(hex, 'hex')
        bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
        expect(verifyLink({ userId: USER, ss58, signature: bytes.toString('hex') }).ok).toBe(false)
        expect(verifyLink({ userId: USER, ss58, signature: bytes.toString('hex', 1) }).ok).toBe(bit < 8)
      }),
      { numRuns: 150, examples: [[0], [8], [65 * 8 - 1], [33 * 8 - 1]] },
    )
  })
})

describe('a signature that is none gets its reason', () => {
  const { ss58 } = { ss58: encodeAddress(new Uint8Array(32).fill(7), 42) }
  test.each([
    ['', /not a signature in hex/],
    ['0x', /not a signature in hex/],
    ['signed, me', /not a signature in hex/],
    ['0x123', /not a signature in hex/],
    ['ab'.repeat(63), /64 bytes, this one 63/],
    ['ab'.repeat(66), /64 bytes, this one 66/],
    [`02${'ab'.repeat(64)}`, /sr25519 and ed25519/],
    ['ab'.repeat(30_000), /not a signature in hex/],
    ['ab'.repeat(64), /Sign exactly/],
  ])('%#', (signature, reason) => {
    expect(verifyLink({ userId: USER, ss58, signature })).toEqual({
      ok: false,
      reason: expect.stringMatching(reason),
    })
  })

  test('and so does an address that is none', () => {
    expect(verifyLink({ userId: USER, ss58: 'me', signature: 'ab'.repeat(64) })).toEqual({
      ok: false,
      reason: expect.stringMatching(/not an SS58 address/),
    })
  })
})

test('an account that anyone could sign for cannot be linked', () => {
  const order = ['00'.repeat(32), `${'00'.repeat(31)}80`, `01${'00'.repeat(31)}`, `ec${'ff'.repeat(30)}7f`]
  for (const hex of order) {
    const ss58 = encodeAddress(Buffer.from(hex, 'hex'), 42)
    for (const signature of [`01${'00'.repeat(63)}`, `${'00'.repeat(63)}80`]) {
      expect(verifyLink({ userId: USER, ss58, signature }).ok).toBe(false)
    }
  }
  // Why it matters: without the check these zeros are a signature of the neutral point over any text.
  const neutral = Buffer.from(`01${'00'.repeat(31)}`, 'hex')
  expect(ed25519Verify('any text', Buffer.from(`01${'00'.repeat(63)}`, 'hex'), neutral, true)).toBe(true)
})
