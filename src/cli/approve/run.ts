import { type Consenting, consentBy } from '../signing/consent.ts'
import { type KeyOptions, openSigner } from '../signing/signer.ts'
import { voiceOf } from '../voice.ts'
import { approve } from './approve.ts'

interface Options extends Consenting, KeyOptions {
  readonly explorer: string
  readonly node: string
  readonly json?: true
}

export async function approveByOptions(key: string, { explorer, node, ...options }: Options): Promise<void> {
  const voice = voiceOf(options)
  const signer = await openSigner(options)
  voice.tell(await approve({ key, explorer, node, signer, voice, consent: consentBy(options) }))
}
