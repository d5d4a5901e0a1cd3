import { Command } from 'commander'
import { type LedgerLocation, withDatabase, withLocation } from './ledger-location.ts'
import { withJson } from './options.ts'
import { say } from './output.ts'
import { voiceOf } from './voice.ts'

/** `tributary deliveries …`: those that failed each time they were tried. */
export function deliveriesCommand(): Command {
  const deliveries = new Command('deliveries').description(
    'Shows deliveries that were given up, and puts them back.',
  )
  withJson(withLocation(deliveries.command('dead')))
    .description('Lists the deliveries that were given up, the newest first, each with its last error.')
    .action((options: LedgerLocation & { readonly json?: true }) =>
      withDatabase(options, async ({ queries }) => {
        const { listDead } = await import('../ledger/deliveries.ts')
        const dead = await listDead(queries)
        const lines = dead.map(
          ({ id, event, receivedAt, error }) =>
            `${receivedAt.toISOString()}  ${id}  ${event}  ${error ?? ''}`,
        )
        const voice = voiceOf(options)
        for (const line of dead.length > 0 ? lines : ['None was given up.']) voice.say(line)
        voice.tell({
          deliveries: dead.map(({ id, event, receivedAt, error }) => ({
            id,
            event,
            received_at: receivedAt,
            error,
          })),
        })
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
