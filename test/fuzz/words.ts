import assert from 'node:assert/strict'
import { verifyLink } from '../../src/handlers/account/link-signature.ts'
import { parseTao } from '../../src/handlers/kit/parse/amount.ts'
import type { Parsed } from '../../src/handlers/kit/parse/parsed.ts'
import { parseSs58 } from '../../src/handlers/kit/parse/ss58.ts'
import { parseDuration, parsePercentage, parseWhole } from '../../src/handlers/kit/yaml/quantity.ts'
import { parseArticleLink } from '../../src/handlers/link/article-link.ts'
import { parseSide } from '../../src/handlers/mandate/reconcile.ts'
import { parseScore } from '../../src/handlers/scoring/parse-score.ts'
import { isRao, RAO_PER_TAO } from '../../src/mechanisms/money.ts'
import type { Target } from './target.ts'

// What people write behind a command or a setting: one word, or a few.

/** A refusal is a sentence, not too long for a comment. */
export function assertReason(reason: unknown): void {
  assert(typeof reason === 'string' && /^[\p{Lu}\d`]/u.test(reason) && /[.?!]$/.test(reason), String(reason))
  assert(reason.length < 2_000 && !reason.includes('\n'), reason)
}

function assertParsed<T>(parsed: Parsed<T>, isGood: (value: T) => boolean): void {
  if (parsed.ok) assert(isGood(parsed.value), `an impossible value: ${String(parsed.value)}`)
  else assertReason(parsed.reason)
}

const isShare = (points: number) => Number.isInteger(points) && points >= 0 && points <= 100

export const score: Target = {
  name: '/score',
  cases: 380_000,
  limit: 50,
  corpus: ['80', '0', '100', 'correctness=80 incentives=70', 'correctness=80 incentives=70 evidence=0', ''],
  tokens: ['correctness', 'incentives=', '=', '==', ' ', '80', '100', '1000', '8.5', '+5', 'a=1 '],
  floods: 20_000,
  check: (input) =>
    assertParsed(parseScore(input), (given) => {
      if ('whole' in given) return isShare(given.whole)
      const points = Object.values(given.criteria)
      return points.length > 0 && points.length <= 20 && points.every(isShare)
    }),
}

export const side: Target = {
  name: '/reconcile',
  cases: 20_000,
  limit: 50,
  corpus: ['chain', 'repository', '`chain`', ' Repository ', ''],
  tokens: ['chain', 'repository', '`', ' ', '__proto__', 'both'],
  floods: 5_000,
  check: (input) => assertParsed(parseSide(input), (value) => value === 'chain' || value === 'repository'),
}

export const quantities: Target = {
  name: 'amounts, times and shares',
  cases: 330_000,
  limit: 50,
  corpus: [
    '12.5',
    '0.1 TAO',
    '1000000 TAO',
    '7 days',
    '90 seconds',
    '1 week',
    '10 %',
    '0.25 %',
    '32767',
    '21000000',
  ],
  tokens: ['TAO', 'τ', 'rao', '%', ' ', '.', ',', 'days', 'second', '9', '000', '21000000', '0.000000001'],
  floods: 20_000,
  check: (input) => {
    assertParsed(parseTao(input), (amount) => isRao(amount) && amount <= 21_000_000n * RAO_PER_TAO)
    assertParsed(parseDuration(input), (time) => Number.isSafeInteger(time) && time >= 0)
    assertParsed(
      parsePercentage(input),
      (points) => Number.isInteger(points) && points >= 0 && points <= 10_000,
    )
    assertParsed(parseWhole(input), (count) => Number.isSafeInteger(count) && count >= 0)
  },
}

const ADDRESS = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'
const SIGNATURE = `0x01${'5a'.repeat(64)}`

export const links: Target = {
  name: 'addresses, signatures and articles',
  cases: 45_000,
  limit: 200,
  corpus: [
    `${ADDRESS} ${SIGNATURE}`,
    `${ADDRESS} 0x${'00'.repeat(64)}`,
    '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty',
    'https://arxiv.org/abs/2601.00001',
    'https://[2001:db8::1]:8443/a?b=c#d',
  ],
  tokens: [
    '0x',
    '00',
    '01',
    'ff',
    '5',
    'https://',
    'http:',
    '//',
    '@',
    ':',
    '#',
    '..',
    '%2e',
    'xn--',
    ADDRESS,
    SIGNATURE,
  ],
  floods: 20_000,
  check: (input) => {
    const [ss58 = '', signature = ''] = input.split(' ')
    assertParsed(parseSs58(ss58), (address) => /^5[1-9A-HJ-NP-Za-km-z]{46,47}$/.test(address))
    const claim = verifyLink({ userId: 11, ss58, signature })
    assert(!claim.ok, 'a signature that nobody made')
    assertReason(claim.reason)
    assertParsed(parseArticleLink(input), (link) => link.startsWith('https://') && !link.includes('#'))
  },
}
