import { base58Decode, base58Encode, encodeAddress } from '@polkadot/util-crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseSs58 } from './ss58.ts'

const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'
const accountId = fc.uint8Array({ minLength: 32, maxLength: 32 })

test('an address with prefix 42 is taken as it is', () => {
  expect(parseSs58(` ${ALICE}\n`)).toEqual({ ok: true, value: ALICE })
  fc.assert(
    fc.property(accountId, (id) => {
      const value = encodeAddress(id, 42)
      expect(parseSs58(value)).toEqual({ ok: true, value })
    }),
  )
})

describe('everything else is refused with its reason', () => {
  test.each([
    ['', /not an SS58 address/],
    ['alice', /not an SS58 address/],
    ['5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQ', /checksum|not the address|not an SS58/],
    [`0x${'d4'.repeat(32)}`, /public key in hex/],
    ['0x52908400098527886E0F7030069857D2E4169EE7', /not an SS58 address/],
    [ALICE.replace('w', 'x'), /checksum|not an SS58/],
    [ALICE.replace('5', '0'), /not an SS58 address/],
    [`${ALICE}\u202e`, /not an SS58 address/],
    [`1${ALICE}`, /checksum|not the address/],
    [encodeAddress(new Uint8Array(33).fill(3), 42), /not the address of an account/],
    [encodeAddress(new Uint8Array(32).fill(3), 0), /written for Polkadot.*\(prefix 0\)/],
    [encodeAddress(new Uint8Array(32).fill(3), 2), /written for Kusama.*\(prefix 2\)/],
    [encodeAddress(new Uint8Array(32).fill(3), 16_000), /another network \(prefix 16000\)/],
    ['5'.repeat(60_000), /not an SS58 address/],
  ])('%#: %.60s', (text, reason) => {
    expect(parseSs58(text)).toEqual({ ok: false, reason: expect.stringMatching(reason) })
  })

  test('any flipped bit of an address', () => {
    fc.assert(
      fc.property(accountId, fc.nat(35 * 8 - 1), (id, bit) => {
        const bytes = base58Decode(encodeAddress(id, 42))
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        expect(parseSs58(base58Encode(bytes)).ok).toBe(false)
      }),
    )
  })

  test('anything at all, without a throw', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[1-9A-HJ-NP-Za-km-z]{0,64}$/))
    fc.assert(
      fc.property(text, (written) => {
        expect(parseSs58(written).ok).toBe(false)
      }),
    )
  })
})
