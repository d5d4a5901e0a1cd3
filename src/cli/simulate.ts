import { Command } from 'commander'

const ABOUT = `
The file says which proposals there are, what stake each validator has, and the points from 0 to 100 that they give:

  proposals: [warp, tide]
  validators:
    eva: { stake: 6000 TAO, scores: { warp: 85, tide: 60 } }
    fox: { stake: 4000 TAO, scores: { tide: 100 } }

schemas/scores.schema.json describes it whole. In JSON, shares are as the chain has them (65,535 is the whole), stakes are in rao.`

/** `tributary simulate …`: what a round would come to, by the same consensus that counts it. */
export function simulateCommand(): Command {
  return new Command('simulate')
    .description('Counts a scoring table by Yuma consensus, as a round is counted.')
    .argument('<file>', 'the scores, YAML or JSON')
    .option('--json', 'prints JSON instead of a table', false)
    .option('--svg <file>', 'also draws the scores, the consensus and what it clipped')
    .addHelpText('after', ABOUT)
    .action(async (file, options) => (await import('./simulate/simulate.ts')).showSimulation(file, options))
}
