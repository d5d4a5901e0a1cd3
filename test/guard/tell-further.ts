import { keepConfig } from '../../src/ledger/configs.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { handTo } from '../support/addressed.ts'
import { repository } from '../support/commands.ts'
import { minedConfig } from '../support/mined-commands.ts'
import { furtherSteps } from './tales.ts'

/** Has the rules decide on every step of `tales.ts`, in an empty ledger. Throws where one is refused. */
export async function tellFurther(ledger: Ledger): Promise<void> {
  await keepConfig(ledger.queries, repository.id, minedConfig)
  await ledger.write(async (writing) => {
    for (const { stream, command } of furtherSteps()) {
      const { refusal } =
        command.type === 'LinkColdkey' ? await writing.link(command) : await handTo(writing, stream, command)
      if (refusal) throw new Error(`${stream}: ${command.type} is refused: ${refusal.code}`)
    }
  })
}
