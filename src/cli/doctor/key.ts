import { stat } from 'node:fs/promises'
import type { KeyringPair } from '@polkadot/keyring/types'
import type { Settings } from '../../app/settings.ts'
import { loadKey } from '../../chain/keystore.ts'
import { beware, type Finding, good, wrong } from './finding.ts'

/** The key that signs for the treasury, and who may read the files that hold secrets. */
export async function examineKey(
  source: Settings['keySource'],
): Promise<{ readonly pair: KeyringPair | null; readonly findings: readonly Finding[] }> {
  const pair = await loadKey(source).catch((error: Error) => error)
  if (pair instanceof Error)
    return { pair: null, findings: [wrong('key', pair.message, 'See TRIBUTARY_KEYSTORE and its password.')] }
  const own = source.TRIBUTARY_KEYSTORE
    ? good('key', `The keystore opens: ${pair.address}.`)
    : beware(
        'key',
        `It stands in TRIBUTARY_KEY as it is: ${pair.address}.`,
        'Keep it in an encrypted file: `tributary keystore create` makes one.',
      )
  const files = [source.TRIBUTARY_KEYSTORE, source.TRIBUTARY_KEYSTORE_PASSWORD_FILE].filter(
    (file) => file !== undefined,
  )
  return { pair, findings: [own, ...(await Promise.all(files.map(openFile))).flat()] }
}

/** Others than its owner can read it. */
async function openFile(file: string): Promise<Finding[]> {
  const { mode } = await stat(file)
  if ((mode & 0o077) === 0 || process.platform === 'win32') return []
  return [beware('key', `Others on this machine can read ${file}.`, `chmod 600 ${file}`)]
}
