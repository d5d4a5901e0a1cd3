import type { Command } from 'commander'
import { EXIT } from '../exit-codes.ts'
import { makeProgram, pathOf, withDescendants } from '../program.ts'
import { code, table } from './markdown.ts'

const MEANINGS: Readonly<Record<keyof typeof EXIT, string>> = {
  done: 'It was done.',
  failed: 'It could not be done: standard error says why.',
  found:
    'It was done, and the answer is no: `plan` found a difference, `validate` a problem, `doctor` a fault.',
  declined: 'Nobody said yes. Nothing was signed.',
  usage: 'The command line is wrong. Standard error says what, in one line.',
}

/** `docs/cli.md`: what each command takes, as it says itself. */
export function cliPage(): string {
  const program = makeProgram()
  const commands = withDescendants(program).filter((command) => command.commands.length === 0)
  return `# The command line

<!-- made from src/cli by npm run docs -->

In a clone it is ${code('npm run tributary -- <command>')}. ${code('npm pack')} makes a package of it that any Node from 20.18 on runs:
${code('npx ./tributary-0.1.0.tgz <command>')}. Help of each command: ${code('--help')}.

${table(['exit code', 'meaning'], ...exitCodes())}

With ${code('--json')} standard output is one JSON value, as [schemas/cli.schema.json](../schemas/cli.schema.json) has it; lines for people go to
standard error. btcli's words for the same are taken too, such as ${['crowd contribute', '--wallet-name', '--network', '--no-prompt'].map(code).join(', ')}.

${commands.map(sectionOf).join('\n\n')}
`
}

const exitCodes = (): string[][] =>
  (Object.keys(EXIT) as (keyof typeof EXIT)[]).map((name) => [code(String(EXIT[name])), MEANINGS[name]])

const sectionOf = (command: Command): string =>
  `## ${pathOf(command).replace(/^tributary /, '')}\n\n\`\`\`text\n${helpOf(command)}\n\`\`\``

/** As a terminal of a hundred columns shows it, with what is added below the options. */
function helpOf(command: Command): string {
  let text = ''
  command.configureOutput({
    writeOut: (part) => {
      text += part
    },
    getOutHelpWidth: () => 100,
  })
  command.outputHelp()
  return text.trim()
}
