import { cleanText, unixNewlines } from '../kit/parse/clean-text.ts'
import type { Keyword } from '../kit/yaml/keywords.ts'
import { readValue } from './hyperparameter.ts'

/** What the chain shows and the repository is searched for: ids are names of files, and stand in paths and commands. */
const ID = /^[a-z][a-z0-9-]{0,39}$/

export const isId = (text: string): boolean => ID.test(text)

interface Text {
  readonly maximumBytes: number
  readonly least?: number
  /** 1 where it must be one line. */
  readonly lines?: 1
}

/** The keywords of the schemas of a subnet repository; editors take no notice of them. */
export const KEYWORDS: Readonly<Record<string, Keyword>> = {
  text: (rule: Text) => (text) => textProblem(rule, text),
  address: (rule: Text) => (text) => (text === '' ? undefined : addressProblem(rule, text)),
  identifier: () => (text) =>
    isId(text) ? undefined : 'Write small letters, digits and hyphens, at most 40, a letter first.',
  hex: ({ bytes }: { readonly bytes: readonly number[] }) => {
    const digits = bytes.map((count) => count * 2)
    return (text) => {
      const [, hex] = /^(?:0x)?([0-9a-f]{1,200})$/i.exec(text) ?? []
      return hex && digits.includes(hex.length) ? undefined : `Write ${digits.join(' or ')} hex digits.`
    }
  },
  artefact: () => (text) =>
    /^evidence\/[^\\]+$/.test(text) && !text.split('/').some((part) => /^\.{0,2}$/.test(part))
      ? undefined
      : 'Write the path of a file below `evidence/`, such as `evidence/week-1.csv`.',
  hyperparameter: (name: string) => (text) => {
    const parsed = readValue(name, text)
    return parsed.ok ? undefined : parsed.reason
  },
}

function textProblem({ maximumBytes, least = 0, lines }: Text, written: string): string | undefined {
  const text = unixNewlines(written).trim()
  if (text.length < least) return 'Nothing is written here: write a text.'
  if (Buffer.byteLength(text) > maximumBytes)
    return `The text is longer than ${maximumBytes} bytes: shorten it.`
  if (cleanText(text) !== text) return 'The text holds characters that nobody can see: type it anew.'
  return lines === 1 && text.includes('\n') ? 'Write it in one line.' : undefined
}

function addressProblem({ maximumBytes }: Text, text: string): string | undefined {
  const url = /[\s\p{Cc}\p{Cf}\\]/u.test(text) ? null : URL.parse(text)
  if (url?.protocol !== 'https:' || url.username || url.password) {
    return 'Write a whole https address, such as `https://example.org`.'
  }
  return Buffer.byteLength(text) > maximumBytes
    ? `The address is longer than ${maximumBytes} bytes.`
    : undefined
}
