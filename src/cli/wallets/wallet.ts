import { readdir, readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { UsageError } from '../exit-codes.ts'
import { complain } from '../output.ts'
import { during } from '../progress.ts'
import type { Signer } from '../signing/signer.ts'
import { decryptKeyfile, isEncrypted, keyOf } from './keyfile.ts'
import { readPassword } from './password.ts'
import { readSecretFile, sharedSecret } from './secret-file.ts'

export interface WalletPlace {
  readonly wallet: string
  readonly walletPath: string
}

/** The coldkey of one of btcli's wallets. Its password is asked for when something is signed. */
export async function openBtcliWallet({ wallet, walletPath }: WalletPlace): Promise<Signer> {
  if (!/^[^/\\]+$/.test(wallet) || /^\.+$/.test(wallet))
    throw new UsageError('Name a wallet, not a path: --wallet-path says where wallets are.')
  const folder = join(walletPath.replace(/^~(?=$|\/)/, homedir()), wallet)
  const file = join(folder, 'coldkey')
  const { bytes, isShared } = await readSecretFile(file).catch(async (error: NodeJS.ErrnoException) => {
    throw new Error(await whyUnread(error, walletPath, wallet))
  })
  if (!isEncrypted(bytes)) {
    if (isShared) throw sharedSecret(`the coldkey of the wallet ${wallet}, which is not encrypted`, file)
    complain(`The coldkey of the wallet ${wallet} is not encrypted: whoever reads its file has it.`)
    const pair = await keyOf(bytes.toString())
    return { address: pair.address, unlock: async () => pair }
  }
  const unlock = async () => {
    const password = await readPassword(wallet, process.env)
    const opened = await during('Opening the coldkey', decryptKeyfile(bytes, password))
    return keyOf(opened.toString())
  }
  return withAddress(await publicAddress(folder), unlock)
}

/** The file beside the key says whose it is. Without it the key is opened at once, to know. */
async function withAddress(address: string | null, unlock: Signer['unlock']): Promise<Signer> {
  if (address === null) {
    const pair = await unlock()
    return { address: pair.address, unlock: async () => pair }
  }
  return {
    address,
    unlock: async () => {
      const pair = await unlock()
      if (pair.address === address) return pair
      throw new Error(
        `The wallet’s coldkey is that of ${pair.address}, and its coldkeypub.txt names ${address}.`,
      )
    },
  }
}

async function publicAddress(folder: string): Promise<string | null> {
  const text = await readFile(join(folder, 'coldkeypub.txt'), 'utf8').catch(() => '{}')
  const [, address] = /"ss58Address"\s*:\s*"([1-9A-HJ-NP-Za-km-z]{47,48})"/.exec(text) ?? []
  return address ?? null
}

async function whyUnread(error: NodeJS.ErrnoException, path: string, wallet: string): Promise<string> {
  if (error.code !== 'ENOENT') return `The coldkey of the wallet ${wallet} cannot be read: ${error.message}.`
  const others = await readdir(path.replace(/^~(?=$|\/)/, homedir())).catch(() => [])
  const known = others.length > 0 ? `There are ${others.toSorted().join(', ')}.` : 'There are none.'
  return `${path} has no wallet ${wallet} with a coldkey. ${known}`
}
