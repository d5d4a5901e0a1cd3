import { Command } from 'commander'
import { say } from './output.ts'

/** `tributary serve`: one App, until it is told to stop. */
export function serveCommand(): Command {
  return new Command('serve')
    .description('Runs the App: takes deliveries, follows the chain, pays, and shows it all.')
    .option('--settings <file>', 'a YAML file of settings; the environment wins over it')
    .option(
      '--environment <file>',
      'a file of NAME=value lines, as `tributary register` writes it; it wins over --settings',
    )
    .addHelpText('after', '\nAll settings are described in docs/operating.md.')
    .action(async ({ settings: file, environment }: { settings?: string; environment?: string }) => {
      const { withEnvironmentFile } = await import('../app/environment-file.ts')
      const { readSettings } = await import('../app/settings.ts')
      const { startApp } = await import('../app/start.ts')
      const app = await startApp(readSettings(withEnvironmentFile(process.env, environment), file))
      say(`Tributary listens at ${app.url}`)
      const stop = () => {
        app.stop().then(
          () => process.exit(0),
          () => process.exit(1),
        )
      }
      process.once('SIGTERM', stop)
      process.once('SIGINT', stop)
    })
}
