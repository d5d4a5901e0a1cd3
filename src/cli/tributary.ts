import { Command } from 'commander'
import { approveCommand } from './approve.ts'
import { buyCommand } from './buy.ts'
import { deliveriesCommand } from './deliveries.ts'
import { evidenceCommand } from './evidence.ts'
import { explain } from './explain.ts'
import { ideaCommand } from './idea.ts'
import { intentsCommand } from './intents.ts'
import { keystoreCommand } from './keystore.ts'
import { ledgerCommand } from './ledger.ts'
import { visible } from './output.ts'
import { planCommand } from './plan.ts'
import { registerCommand } from './register.ts'
import { replayCommand } from './replay.ts'
import { serveCommand } from './serve.ts'
import { sheetCommand } from './sheet.ts'
import { simulateCommand } from './simulate.ts'
import { treasuryCommand } from './treasury.ts'
import { walletCommands } from './wallet.ts'

const program = new Command('tributary')
  .description('Runs decentralized, dynamic Bittensor subnets on GitHub.')
  .showHelpAfterError()
  .addCommand(registerCommand())
  .addCommand(serveCommand())
  .addCommand(ledgerCommand())
  .addCommand(deliveriesCommand())
  .addCommand(replayCommand())
  .addCommand(keystoreCommand())
  .addCommand(treasuryCommand())
  .addCommand(approveCommand())
  .addCommand(intentsCommand())
  .addCommand(ideaCommand())
  .addCommand(evidenceCommand())
  .addCommand(sheetCommand())
  .addCommand(simulateCommand())

for (const command of [...walletCommands(), buyCommand(), planCommand()]) program.addCommand(command)

// Who reads may have read enough, as `head` has after ten lines.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})

try {
  await program.parseAsync()
} catch (error) {
  process.stderr.write(`${visible(explain(error))}\n`)
  process.exitCode = 1
}
