import { Command } from 'commander'
import { type LedgerLocation, withDatabase, withLocation } from './ledger-location.ts'
import { say } from './output.ts'

/** `tributary deliveries …`: those that failed each time they were tried. */
export function deliveriesCommand(): Command {
  const deliveries = new Command('deliveries').description(
    'Shows deliveries that were given up, and puts them back.',
  )
  withLocation(deliveries.command('dead'))
    .description('Lists the deliveries that were given up, the newest first, each with its last error.')
    .action((location: LedgerLocation) =>
      withDatabase(location, async ({ queries }) => {
        const { listDead } = await import('../ledger/deliveries.ts')
        const dead = await listDead(queries)
        const lines = dead.map(
          ({ id, event, receivedAt, error }) =>
            `${receivedAt.toISOString()}  ${id}  ${event}  ${error ?? ''}`,
        )
        for (const line of dead.length > 0 ? lines : ['None was given up.']) say(line)
      }),
    )
  withLocation(deliveries.command('redrive'))
    .description(
      'Puts a delivery that was given up back into the inbox. A running App handles it within a second.',
    )
    .argument('<id>', 'the delivery’s id, as `deliveries dead` shows it')
    .action((id: string, location: LedgerLocation) =>
      withDatabase(location, async ({ queries }) => {
        const { redrive } = await import('../ledger/deliveries.ts')
        if (!(await redrive(queries, id))) throw new Error(`No delivery ${id} was given up.`)
        say(`${id} is in the inbox again.`)
      }),
    )
  return deliveries
}
