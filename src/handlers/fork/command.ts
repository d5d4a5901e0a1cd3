import { isName, LONGEST_NAME } from '../../mechanisms/fork/naming.ts'
import type { CommandSpec } from '../kit/handler.ts'
import { cleanLine } from '../kit/parse/clean-text.ts'

/** Rule F1. */
export const fork: CommandSpec = {
  name: 'fork',
  usage: '/fork <name>',
  summary:
    'Forks this subnet under another name: an idea of its own that names its parent, and is paid for and funded like any other.',
  who: 'anyone',
  run: async ({ args, subject: { stream }, person, source, at }) => {
    const name = cleanLine(args.replaceAll('`', '')).trim().replace(/ +/g, ' ')
    const wrong = wrongName(name)
    if (wrong) return { kind: 'answer', answer: { kind: 'bad-command', name: 'fork', reason: wrong } }
    return { kind: 'command', stream, command: { type: 'AskFork', name, person, at, source } }
  },
}

function wrongName(name: string): string | null {
  if (name === '') return 'Say after the command what the fork is called: `/fork Maps of small farms`.'
  if ([...name].length > LONGEST_NAME) return `The name is longer than ${LONGEST_NAME} characters.`
  if (isName(name)) return null
  return "A name begins with a letter or digit. It has letters, digits, blanks and `. , ' ( ) & + -`, and nothing else."
}
