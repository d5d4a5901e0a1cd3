import { Command } from 'commander'
import { approveCommand } from './approve.ts'
import { buyCommand } from './buy.ts'
import { completionCommand } from './completion.ts'
import { deliveriesCommand } from './deliveries.ts'
import { doctorCommand } from './doctor.ts'
import { evidenceCommand } from './evidence.ts'
import { ideaCommand } from './idea.ts'
import { initCommand } from './init.ts'
import { intentsCommand } from './intents.ts'
import { keystoreCommand } from './keystore.ts'
import { ledgerCommand } from './ledger.ts'
import { planCommand } from './plan.ts'
import { readCommands } from './read.ts'
import { registerCommand } from './register.ts'
import { replayCommand } from './replay.ts'
import { serveCommand } from './serve.ts'
import { sheetCommand } from './sheet.ts'
import { simulateCommand } from './simulate.ts'
import { treasuryCommand } from './treasury.ts'
import { validateCommand } from './validate.ts'
import { walletCommands } from './wallet.ts'

/** All commands, by who needs them. What a command runs is loaded when it runs: help needs none of it. */
const GROUPS: readonly (readonly [heading: string, commands: () => readonly Command[]])[] = [
  ['For everybody:', () => [...readCommands(), completionCommand(makeProgram)]],
  ['For funders, miners and buyers:', () => [...walletCommands(), buyCommand(), ideaCommand()]],
  ['For miners and validators:', () => [validateCommand(), evidenceCommand(), simulateCommand()]],
  ['For guardians:', () => [approveCommand(), treasuryCommand()]],
  ['For whoever checks:', () => [planCommand(), sheetCommand(), ledgerCommand(), replayCommand()]],
  [
    'For operators:',
    () => [
      initCommand(),
      registerCommand(),
      keystoreCommand(),
      doctorCommand(),
      serveCommand(),
      intentsCommand(),
      deliveriesCommand(),
    ],
  ],
]

export function makeProgram(): Command {
  const program = new Command('tributary').description(
    'Runs decentralized, dynamic Bittensor subnets on GitHub.',
  )
  for (const [heading, commands] of GROUPS)
    for (const command of commands()) program.addCommand(command.helpGroup(heading))
  return program.addHelpText(
    'after',
    '\n`tributary <command> --help` says what a command takes. docs/cli.md has exit codes and the form of JSON.',
  )
}

/** A command and all below it. */
export const withDescendants = (command: Command): Command[] => [
  command,
  ...command.commands.flatMap(withDescendants),
]

/** `tributary treasury create`. */
export const pathOf = (command: Command): string =>
  command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name()
