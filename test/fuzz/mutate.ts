/** A number from 0 up to 1, the next of a series that the seed decides. */
export type Random = () => number

/** The series of one case (mulberry32): the same seed and case give the same input, on every machine. */
export function randomOf(seed: number, place: number): Random {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(place + 1, 0x85ebca6b)) >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** What inputs are made from. */
export interface Material {
  /** Real inputs, from which every case begins. */
  readonly corpus: readonly string[]
  /** Words that mean something to the parser, or did harm elsewhere. */
  readonly tokens: readonly string[]
  /** One case in how many is blown up to the size of the largest input that is read. */
  readonly floods: number
}

/** Of every parser: what Unicode, YAML, Markdown, JSON and JavaScript have in store. */
const NASTY = [
  ...[
    '',
    ' ',
    '\n',
    '\r\n',
    '\r',
    '\t',
    '\0',
    '\ufeff',
    '\u2028',
    '\u202e',
    '\u200b',
    '\ud800',
    '\udc00',
    '😀',
    'é',
    'ß',
    'İ',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'null',
    'undefined',
    'NaN',
    'Infinity',
    'true',
    '[]',
    '{}',
    '-0',
    '1e999',
  ],
  ...[
    '0',
    '-1',
    '00',
    '100',
    '101',
    '65535',
    '65536',
    '9007199254740993',
    '18446744073709551616',
    '0x10',
    '٣',
    '1_000',
    '0.1',
  ],
  ...[
    '`',
    '```',
    '~~~',
    '<!--',
    '-->',
    '<details>',
    '>',
    '#',
    '---',
    '|',
    '\\',
    '/',
    '*',
    '_',
    '[',
    ']',
    '{',
    '}',
    '(',
    ')',
  ],
  ...[': ', '- ', '? ', '&a ', '*a', '!!x ', '<<: ', '%', '"', "'", '|\n', '>-\n', ', ', '=', '@', ';'],
]

const FLOOD = 60_000

/** A real input with one to six changes, each at random. */
export function mutated(random: Random, { corpus, tokens, floods }: Material): string {
  const words = random() < 0.5 ? tokens : NASTY
  let text = pick(random, corpus)
  const changes = 1 + Math.floor(random() * random() * 6)
  for (let change = 0; change < changes; change++) text = changed(random, text, corpus, words)
  return random() * floods < 1 ? flooded(random, text) : text
}

const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T

function changed(random: Random, text: string, corpus: readonly string[], words: readonly string[]): string {
  const at = Math.floor(random() * (text.length + 1))
  const end = Math.min(text.length, at + Math.floor(random() * random() * 40))
  const [head, slice, tail] = [text.slice(0, at), text.slice(at, end), text.slice(end)]
  switch (Math.floor(random() * 7)) {
    case 0:
      return head + tail
    case 1:
      return head + slice.repeat(2 + Math.floor(random() * 6)) + tail
    case 2:
      return head + pick(random, words) + slice + tail
    case 3:
      return head + pick(random, words) + tail
    case 4:
      return head + String.fromCharCode(Math.floor(random() * (random() < 0.8 ? 128 : 65_536))) + tail
    case 5:
      return head + spliced(random, pick(random, corpus))
    default:
      return head + slice.replace(/\d/g, () => String(Math.floor(random() * 10))) + tail
  }
}

const spliced = (random: Random, other: string): string => other.slice(Math.floor(random() * other.length))

/** A piece of it again and again. */
function flooded(random: Random, text: string): string {
  const at = Math.floor(random() * text.length)
  const piece = text.slice(at, at + 1 + Math.floor(random() * 12)) || '\n'
  return text.slice(0, at) + piece.repeat(Math.floor(FLOOD / piece.length)) + text.slice(at, at + 500)
}
