/** Markdown that is safe to put into a comment as it is. The symbol keeps data from outside from passing for it. */
export interface Markdown {
  readonly [SAFE]: string
}

const SAFE = Symbol('Markdown')

/** Names text of our own as Markdown. Never for a value from outside. */
export function markdown(text: string): Markdown {
  return { [SAFE]: text }
}

/** What a template puts where a value stands: Markdown as it is, everything else escaped. Throws on a missing value. */
export function toMarkdown(value: unknown): string {
  if (value === null || value === undefined)
    throw new TypeError('a template asks for a value that is not there')
  if (typeof value === 'object' && SAFE in value) return (value as Markdown)[SAFE]
  return escapeMarkdown(String(value))
}

/**
 * One line of text as people see it. It has no lone surrogate, and no control or format character (bidirectional controls,
 * zero-width spaces, tags) but the two joiners that scripts and emoji need. A run of white space becomes one space.
 */
export function visible(text: string): string {
  return text
    .toWellFormed()
    .replace(/(?![\s\u200c\u200d])[\p{Cc}\p{Cf}]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
}

/** The first `length` characters, with an ellipsis where something was left out. */
export function clip(text: string, length: number): string {
  const characters = [...text]
  return characters.length > length ? `${characters.slice(0, length - 1).join('')}…` : text
}

/** Has no width, and stops a match. */
const BREAK = '\u200b'

/**
 * What GitHub turns into something after it has parsed Markdown, so that no escape helps: mentions, issue and advisory
 * references, commit hashes, emoji, formulas, addresses. A break goes behind each match, and before an `@` too.
 */
const REFERENCES = /@|#|\$|:(?=\/\/|[\w+-]+:)|\bwww(?=\.)|\bGHSA-|[a-z]-(?=\d)|[0-9a-f]{6}(?=[0-9a-f])/giu

/** What means something to Markdown or HTML anywhere in a line. Entities hold in both, backslashes only in the first. */
const SPECIAL = /[&<>`*_[\]\\~|$]/g

/** What means something to Markdown where a line begins. */
const LEADING = /^[-+=]|(?<=^\d{1,9})[.)](?=\s|$)/

/** Text from outside as inert Markdown: it renders as one text node with the text that `visible` gives. */
export function escapeMarkdown(text: string): string {
  return visible(text)
    .replace(REFERENCES, `$&${BREAK}`)
    .replaceAll('@', `${BREAK}@`)
    .replace(SPECIAL, entity)
    .replace(LEADING, entity)
}

const entity = (character: string): string => `&#${character.charCodeAt(0)};`

/** Text in a code span, where nothing is parsed: for addresses, hashes, links and commands. Not for tables when it may hold `|`. */
export function codeSpan(text: string): Markdown {
  const shown = visible(text) || ' '
  const fence = fenceFor(shown, 1)
  const padding = fence.length > 1 ? ' ' : ''
  return markdown(fence + padding + shown + padding + fence)
}

/** One line of text as a block of code that can be copied. It stands at the beginning of a line. */
export function codeBlock(text: string): Markdown {
  const fence = fenceFor(text, 3)
  return markdown(`${fence}text\n${visible(text)}\n${fence}`)
}

/** More backticks than stand in a row in the text. */
function fenceFor(text: string, least: number): string {
  const runs = text.match(/`+/g) ?? []
  return '`'.repeat(Math.max(least, ...runs.map((run) => run.length + 1)))
}

/** A sentence in which backticks mark code and nothing else means anything. */
export function prose(text: string): Markdown {
  const parts = visible(text).split(/`([^`]+)`/)
  return markdown(
    parts.map((part, place) => (place % 2 ? toMarkdown(codeSpan(part)) : escapeEdged(part))).join(''),
  )
}

/** Keeps the spaces between a part and its neighbours. */
function escapeEdged(part: string): string {
  const [, before = '', after = ''] = /^(\s?).*?(\s?)$/su.exec(part) ?? []
  const inner = escapeMarkdown(part)
  return inner === '' ? before : before + inner + after
}

/** What GitHub takes for a login; of it a mention notifies. */
const LOGIN = /^[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}$/i

/** Somebody whom GitHub notifies, by a login that it has just given for an id. Anything else stays text. */
export const mention = (login: string): Markdown =>
  markdown(LOGIN.test(login) ? `@${login}` : escapeMarkdown(login))

/** A link with an address of our own making; `url` must be absolute. */
export function linkTo(text: string, url: string): Markdown {
  const href = new URL(url).href.replace(
    /[()\\|]/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  )
  return markdown(`[${escapeMarkdown(text)}](${href})`)
}
