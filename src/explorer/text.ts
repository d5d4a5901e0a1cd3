import { formatAlpha, formatTao } from '../ledger/read.ts'

/**
 * What cannot be seen but can reorder, hide or fake what is: controls, bidirectional and other format characters, line
 * separators, and what XML has no place for. The two joiners stay: Persian, Indic scripts and emoji are misspelt without them.
 */
const INVISIBLE = /(?![\t\n\u200c\u200d])[\p{Cc}\p{Cf}\u2028\u2029\ufffe\uffff]/gu

const MARKUP: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** A value as it may stand in HTML, in text and in a quoted attribute. Throws where a template names nothing. */
export function toHtml(value: unknown): string {
  if (value === undefined || value === null) throw new TypeError('a template shows a value that is not there')
  const visible = String(value).toWellFormed().replace(INVISIBLE, '\ufffd')
  return visible.replace(/[&<>"']/g, (character) => MARKUP[character] ?? '')
}

const grouping = new Intl.NumberFormat('en', { maximumFractionDigits: 9 })

/** An amount in rao as `1,234.5 TAO`: exact, with its thousands apart, and never broken before its unit. */
export const tao = (amount: bigint): string => grouped(formatTao(amount))

/** An amount of alpha in its smallest unit (1e-9), as `1,234.5 alpha`. */
export const alpha = (amount: bigint): string => grouped(formatAlpha(amount))

function grouped(amount: string): string {
  const [decimal, unit] = amount.split(' ')
  return `${grouping.format(decimal as Intl.StringNumericLiteral)}\u00a0${unit}`
}

/** A whole number with its thousands apart: a block, a position. */
export const number = (value: number): string => grouping.format(value)

const moment = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
})

/** Hundredths of a point as `64.25`, of 100. */
export const grade = (points: number): string => String(points / 100)

/** A share as the chain has it (u16: 65,535 is the whole) as `31.25 %`, never broken before its sign. */
export const share = (part: number): string => `${Math.round((part * 10_000) / 65_535) / 100}\u00a0%`

/** Milliseconds UTC as `22 Nov 2026, 18:42 UTC`. */
export const utc = (at: number): string => `${moment.format(at)} UTC`

const date = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})

/** Milliseconds UTC as `22 Nov 2026`. */
export const day = (at: number): string => date.format(at)

/** Milliseconds UTC as ISO 8601. */
export const iso = (at: number): string => new Date(at).toISOString()

/** The two ends of an address or a hash: enough to compare by eye, never to pay to. */
export function short(text: string): string {
  return text.length <= 16 ? text : `${text.slice(0, 8)}…${text.slice(-6)}`
}

/** A person's text, cut at a length that a page can bear. */
export function excerpt(text: string, length: number): string {
  const characters = [...text]
  return characters.length <= length ? text : `${characters.slice(0, length).join('')}…`
}
