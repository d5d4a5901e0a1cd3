import { potsOf, tillOf } from '../../src/chain/pots.ts'
import { keepConfig } from '../../src/ledger/configs.ts'
import type { Config } from '../../src/mechanisms/config.ts'
import type { SubnetCommand, SubnetState } from '../../src/mechanisms/subnet/state.ts'
import { handTo } from './addressed.ts'
import type { ChainWorld } from './chain-world.ts'
import { repository, stream } from './commands.ts'

function ofTreasury(command: SubnetCommand, treasury: string): SubnetCommand {
  if (command.type === 'IssueBill') return { ...command, bill: { ...command.bill, into: tillOf(treasury) } }
  return command.type === 'SeeDeposit' ? { ...command, pots: potsOf(treasury, 0), treasury } : command
}

/**
 * Brings a tale's subnet to where its last command leaves it, in a world whose clock runs: with pots of the world's own
 * treasury, and with the last command at this moment.
 */
export async function live(
  { ledger, treasury }: ChainWorld,
  tale: readonly SubnetCommand[],
  config: Config,
): Promise<SubnetState> {
  const shift = Date.now() - (tale.at(-1)?.at ?? 0)
  await keepConfig(ledger.queries, repository.id, config)
  await ledger.write(async (writing) => {
    for (const command of tale) {
      await handTo(writing, stream(), { ...ofTreasury(command, treasury.address), at: command.at + shift })
    }
  })
  return ledger.readSubnet(stream())
}
