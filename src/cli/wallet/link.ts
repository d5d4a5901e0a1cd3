import { u8aToHex } from '@polkadot/util'
import { loadKey } from '../../chain/keystore.ts'
import { linkMessage } from '../../handlers/account/link-signature.ts'
import { UsageError } from '../exit-codes.ts'
import { say } from '../output.ts'

export async function link(user: string): Promise<void> {
  if (!/^[1-9]\d{0,15}$/.test(user)) throw new UsageError('The user id is a number, not the login.')
  const pair = await loadKey(process.env)
  const signature = u8aToHex(pair.sign(linkMessage(Number(user), pair.address)))
  say(`/link ${pair.address} ${signature}`)
}
