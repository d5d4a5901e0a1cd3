import { type Command, CommanderError } from 'commander'
import { Declined, EXIT, UsageError } from './exit-codes.ts'
import { explain } from './explain.ts'
import { withHabits } from './habits.ts'
import { complain } from './output.ts'
import { makeProgram, pathOf, withDescendants } from './program.ts'

/** Runs one command line, without the names of Node and of the script. Answers the exit code; it throws nothing. */
export async function run(words: readonly string[]): Promise<number> {
  const program = makeProgram()
  let stopped = program
  for (const command of withDescendants(program)) {
    command.configureOutput({ outputError: () => {}, writeErr: () => {} })
    command.exitOverride((error) => {
      stopped = command
      throw error
    })
    command.hook('preAction', (_, acting) => {
      stopped = acting
    })
  }
  process.exitCode = EXIT.done
  try {
    await program.parseAsync(withHabits(words), { from: 'user' })
    return Number(process.exitCode)
  } catch (error) {
    return failed(error, stopped)
  }
}

function failed(error: unknown, command: Command): number {
  if (error instanceof CommanderError) return stoppedBy(error, command)
  complain(explain(error))
  if (error instanceof UsageError) return misused(command)
  return error instanceof Declined ? EXIT.declined : EXIT.failed
}

/** Help was shown, or the command line is not one. */
function stoppedBy({ code, message, exitCode }: CommanderError, command: Command): number {
  if (exitCode === 0) return EXIT.done
  if (code === 'commander.help') complain(`Name ${namesOf(command)}.`)
  else complain(inOneLine(message))
  return misused(command)
}

/** Of the program itself there are too many for a line. */
const namesOf = ({ commands, parent }: Command): string =>
  parent ? `one of ${commands.map((each) => each.name()).join(', ')}` : 'a command'

/** Commander writes `error: unknown command 'pya'`, and what was meant on a line of its own. */
const inOneLine = (message: string): string =>
  message
    .replace(/^error: (.)/, (_, first: string) => first.toUpperCase())
    .replace(/\n\((.*)\)$/, '. $1')
    .replace(/(?<![.?])$/, '.')

function misused(command: Command): number {
  complain(`\`${pathOf(command)} --help\` says what it takes.`)
  return EXIT.usage
}
