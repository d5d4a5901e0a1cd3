/** A piece of a line of our own Markdown, as text: whoever shows it escapes it in their own way. */
export type Token =
  | { readonly kind: 'text' | 'strong' | 'em' | 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }

const PIECE = /(`+)(.+?)\1(?!`)|\*\*(.+?)\*\*|\*(.+?)\*|\[(.*?)\]\((\S*?)\)/g

/**
 * The pieces of one line that a template has made: code, strong, emphasis, links, and text between them. What people wrote is in there as
 * entities (`escape.ts`), so that no piece of theirs is taken for one of ours.
 */
export function tokensOf(line: string): Token[] {
  const tokens: Token[] = []
  let read = 0
  for (const match of line.matchAll(PIECE)) {
    tokens.push(...between(line.slice(read, match.index)), pieceOf(match))
    read = match.index + match[0].length
  }
  return [...tokens, ...between(line.slice(read))]
}

function pieceOf([, , code, strong, em, text, href]: RegExpMatchArray): Token {
  if (code !== undefined) return { kind: 'code', text: unpadded(code) }
  if (strong !== undefined) return { kind: 'strong', text: plain(strong) }
  if (em !== undefined) return { kind: 'em', text: plain(em) }
  return { kind: 'link', text: plain(text ?? ''), href: href ?? '' }
}

const between = (text: string): Token[] => (text === '' ? [] : [{ kind: 'text', text: plain(text) }])

/** Of a space at both ends, Markdown shows none. */
const unpadded = (code: string): string => (/^ .*\S.* $/.test(code) ? code.slice(1, -1) : code)

/** As people see it: without entities and the breaks that keep GitHub from making something of it. */
const plain = (text: string): string =>
  text.replaceAll('\u200b', '').replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
