import { u8aToHex } from '@polkadot/util'
import { linkMessage } from '../../handlers/account/link-signature.ts'
import { UsageError } from '../exit-codes.ts'
import { say } from '../output.ts'
import { type KeyOptions, openSigner } from '../signing/signer.ts'
import { voiceOf } from '../voice.ts'

interface Options extends KeyOptions {
  readonly json?: true
}

export async function link(user: string, options: Options): Promise<void> {
  if (!/^[1-9]\d{0,15}$/.test(user)) throw new UsageError('The user id is a number, not the login.')
  const pair = await (await openSigner(options)).unlock()
  const signature = u8aToHex(pair.sign(linkMessage(Number(user), pair.address)))
  const comment = `/link ${pair.address} ${signature}`
  if (options.json) voiceOf(options).tell({ comment, address: pair.address, signature })
  else say(comment)
}
