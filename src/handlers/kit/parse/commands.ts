import { cleanLine } from './clean-text.ts'
import { slashLines } from './markdown.ts'

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

/** GitHub takes 65,536 characters a comment; beyond that (an emoji may count twice here) nothing is read. */
const MAXIMUM_LENGTH = 131_072
export const MAXIMUM_COMMANDS = 10

const COMMAND = /^\/([a-z][a-z0-9-]{0,38})(?:\s(.*))?$/isu

/**
 * The commands of a comment, in order. A command is a line of a top-level paragraph that begins with `/name` (up to
 * three spaces before it), followed by a space or the line's end. What stands in code, quotes, lists, tables, headings,
 * HTML or comments is talk about commands, not a command: people quote and document them.
 *
 * At most ten are read; where there are more, an eleventh entry with a `refusal` says so.
 */
export function parseCommands(body: string): ParsedCommand[] {
  if (body.length > MAXIMUM_LENGTH) return []
  const commands: ParsedCommand[] = []
  for (const { line, text } of slashLines(body.replace(/^\ufeff/, ''))) {
    const [, name, args] = COMMAND.exec(text) ?? []
    if (name === undefined) continue
    const command = { name: name.toLowerCase(), args: cleanLine(args ?? ''), line: line + 1 }
    if (commands.length < MAXIMUM_COMMANDS) commands.push(command)
    else return [...commands, { ...command, refusal: TOO_MANY }]
  }
  return commands
}

const TOO_MANY = `Only the first ${MAXIMUM_COMMANDS} commands of a comment are read: put the others into another comment.`
