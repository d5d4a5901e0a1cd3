import { Command } from 'commander'
import { withKey } from './options.ts'
import { print } from './output.ts'

/** `tributary evidence …`: signs an artefact, and prints the file that goes beside it. */
export function evidenceCommand(): Command {
  return withKey(new Command('evidence'))
    .description('Signs evidence for a proposal, and prints the file that goes beside the artefact.')
    .argument('<artefact>', 'its path, in a folder `evidence`: ../field-maps/evidence/week-1.csv')
    .requiredOption('--network <name>', 'the network that it was seen on, such as test')
    .requiredOption('--netuid <number>', 'the subnet there')
    .requiredOption('--blocks <from-to>', 'the first and the last block that it covers')
    .option('--title <text>', 'what it shows, in one line')
    .action(async (path, options) => {
      const { signEvidence } = await import('./evidence/evidence.ts')
      print(await signEvidence(path, options))
    })
}
