import { cleanLine } from './clean-text.ts'
import { slashLines, type TextLine } from './markdown.ts'

/** A slash command as written; whether its name means anything is for the caller to say. */
export interface ParsedCommand {
  /** Lower case, without the slash. */
  readonly name: string
  /** The rest of its line, trimmed, without control and bidirectional characters; may be empty. */
  readonly args: string
  /** Counted from 1, as an editor does. */
  readonly line: number
  /** Why it must not be carried out although it was written, for the person who wrote it. */
  readonly refusal?: string
}

/** Every command there is, by name, and whether it takes words after that. */
export type Vocabulary = ReadonlyMap<string, { readonly takesWords: boolean }>

/** GitHub takes 65,536 characters a comment; beyond that (an emoji may count twice here) nothing is read. */
const MAXIMUM_LENGTH = 131_072
export const MAXIMUM_COMMANDS = 10

/**
 * The commands of a comment, in order. A command is a line that begins with `/name`. Invisible characters, emphasis, punctuation after
 * the name, a mark of a list and code quotes around the whole of it change nothing.
 *
 * A line that may only talk about a command is carried out by nobody. The first of them has a `refusal` that says how to write it.
 * Fenced and indented code, quotes, tables and HTML are never commands.
 *
 * At most ten are read; where there are more, an eleventh entry with a `refusal` says so.
 */
export function parseCommands(body: string, vocabulary: Vocabulary): ParsedCommand[] {
  if (body.length > MAXIMUM_LENGTH) return []
  const written = slashLines(body).flatMap((line) => commandOf(line, vocabulary) ?? [])
  const meant = new Set(written.filter(({ refusal }) => !refusal).map(({ name }) => name))
  const doubtful = written.find(({ refusal, name }) => refusal && !meant.has(name))
  const read = written.filter((command) => !command.refusal || command === doubtful)
  const eleventh = read[MAXIMUM_COMMANDS]
  const first = read.slice(0, MAXIMUM_COMMANDS)
  return eleventh ? [...first, { ...eleventh, refusal: TOO_MANY }] : first
}

const TOO_MANY = `Only the first ${MAXIMUM_COMMANDS} commands of a comment are read: put the others into another comment.`
const DOUBTFUL =
  'Here it may only be talked about. If you meant it, write it in a new comment: at the beginning of a line, and nothing on that line that does not belong to it.'

const PLAIN = /^\/([a-z][a-z0-9-]{0,38})(?:\s(.*))?$/isu
/** A bullet that Markdown does not know, a box to tick, emphasis, a code quote, and the slash, or one that is nearly right. */
const MARKED = /^([-+•‣◦·–—]\s*)?(\[[ x]\]\s*)?([*_~]{0,3})(`{0,3})\s*(\/|\/ |\uff0f)(?=[a-z])(.*)$/isu
const NAME = /^([a-z0-9]+(?:-[a-z0-9]+)*)(.*)$/isu
/** Punctuation that ends a name, or leads to its words. */
const PUNCTUATION = /^(?:[.,:;!…]+(?=\s|$)|[:=](?=\s*\d))/u

function commandOf({ line, text, inList, isApart }: TextLine, vocabulary: Vocabulary): ParsedCommand | null {
  const shown = cleanLine(text)
  const [, bullet, box, marks = '', ticks = '', slash, rest = ''] = MARKED.exec(shown) ?? []
  if (slash === undefined) return null
  const { inner, isWhole } = ticks === '' ? withoutMarks(rest, marks) : outOfCode(rest, ticks)
  const [, written = '', after = ''] = NAME.exec(inner) ?? []
  const name = written.toLowerCase()
  const known = vocabulary.get(name)
  if (!known) return inList || isApart ? null : unknown(shown, line)
  const tail = after.replace(PUNCTUATION, ' ')
  const args = cleanLine(tail)
  const isTalk =
    (inList || Boolean(bullet) || ticks !== '') &&
    (args.startsWith('<') || (args !== '' && !known.takesWords))
  const isMeant =
    isWhole && slash === '/' && box === undefined && !isApart && !isTalk && /^(\s|$)/u.test(tail)
  return { name, args, line: line + 1, ...(!isMeant && { refusal: DOUBTFUL }) }
}

/** A name that no command has is answered only where nothing stands before it. */
function unknown(text: string, line: number): ParsedCommand | null {
  const [, name, args] = PLAIN.exec(text) ?? []
  return name === undefined ? null : { name: name.toLowerCase(), args: cleanLine(args ?? ''), line: line + 1 }
}

/** Emphasis may end behind the name or at the end of the line, or begin on another line. */
function withoutMarks(rest: string, marks: string): { inner: string; isWhole: boolean } {
  const closing = [...marks].reverse().join('')
  return { inner: closing === '' ? rest : rest.replace(closing, ''), isWhole: true }
}

/** What a code quote holds, and whether that is all there is on the line. */
function outOfCode(rest: string, ticks: string): { inner: string; isWhole: boolean } {
  const [, inner, after = ''] = new RegExp(`^(.*?)(?<!\`)${ticks}(?!\`)(.*)$`, 'su').exec(rest) ?? []
  return inner === undefined
    ? { inner: rest, isWhole: false }
    : { inner, isWhole: /^[\s*_~.!]*$/.test(after) }
}
