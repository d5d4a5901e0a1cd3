import { writeFile } from 'node:fs/promises'
import { Command } from 'commander'
import { voiceOf } from './voice.ts'

/** `tributary keystore create <file>`. The mnemonic is never shown: the file and its password are the backup. */
export function keystoreCommand(): Command {
  const keystore = new Command('keystore').description('Makes the key that signs for the treasury.')
  keystore
    .command('create')
    .description(
      'Makes a new key and keeps it in an encrypted file (Polkadot JSON). A file that is there is never overwritten.',
    )
    .argument('<file>', 'where to write it; it must not be there yet')
    .option('--name <name>', 'a name to know it by', 'tributary')
    .addHelpText('after', '\nThe password is read from TRIBUTARY_KEYSTORE_PASSWORD.')
    .option('--json', 'print one JSON value; lines for people go to standard error')
    .action(async (file: string, { name, ...printing }: { name: string; json?: true }) => {
      const password = process.env.TRIBUTARY_KEYSTORE_PASSWORD
      if (!password || password.length < 12) {
        throw new Error('Set TRIBUTARY_KEYSTORE_PASSWORD to a password of at least 12 characters.')
      }
      const { createKeystore, newPhrase } = await import('../chain/keystore.ts')
      const text = await createKeystore(newPhrase(), password, name)
      await writeFile(file, text, { flag: 'wx', mode: 0o600 })
      const { address } = JSON.parse(text) as { address: string }
      const { say, tell } = voiceOf(printing)
      say(`${file} holds the key of ${address}. Keep the file and its password apart, and both safe.`)
      tell({ file, address })
    })
  return keystore
}
