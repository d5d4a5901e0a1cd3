import type { Environment } from '../../chain/keystore.ts'
import { askSecretly, canAsk } from '../confirm.ts'
import { readSecretFile, sharedSecret } from './secret-file.ts'

/** The password of a wallet: what the environment says, or else whoever sits at the terminal. */
export async function readPassword(wallet: string, environment: Environment): Promise<string> {
  const { TRIBUTARY_WALLET_PASSWORD: given, TRIBUTARY_WALLET_PASSWORD_FILE: file } = environment
  if (given !== undefined) return given
  if (file !== undefined) return firstLine(file)
  if (canAsk()) return askSecretly(`The password of the wallet ${wallet}: `)
  throw new Error(
    'The wallet has a password, and nobody can be asked here: name a file that holds it in TRIBUTARY_WALLET_PASSWORD_FILE.',
  )
}

async function firstLine(file: string): Promise<string> {
  const { bytes, isShared } = await readSecretFile(file)
  if (isShared) throw sharedSecret('the file with the wallet’s password', file)
  return bytes.toString().split(/\r?\n/, 1)[0] ?? ''
}
