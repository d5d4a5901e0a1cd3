import type { Extrinsic } from '../../chain/extrinsic.ts'
import { openWallet, type Wallet } from '../../chain/wallet.ts'
import { during } from '../progress.ts'
import { type Consenting, consentBy } from '../signing/consent.ts'
import { sign } from '../signing/sign.ts'
import { type KeyOptions, openSigner } from '../signing/signer.ts'
import { voiceOf } from '../voice.ts'

export interface SpendOptions extends Consenting, KeyOptions {
  readonly node: string
  readonly json?: true
}

/** What a person is asked before it is signed. */
export interface Spending {
  /** What the call does, a line each. */
  readonly does: readonly string[]
  readonly question: string
  readonly call: Extrinsic | undefined
  /** Said at the very end, once it is final. */
  readonly afterwards?: string
}

/** Shows what `build` makes, asks, signs it, and waits until it is final. */
export async function spend(
  options: SpendOptions,
  build: (wallet: Wallet, payer: string) => Promise<Spending>,
): Promise<void> {
  const voice = voiceOf(options)
  const signer = await openSigner(options)
  const wallet = await during(`Connecting to ${options.node}`, openWallet(options.node))
  try {
    const { does, question, call, afterwards } = await during('Looking', build(wallet, signer.address))
    for (const line of does) voice.say(line)
    if (options.dryRun && call) voice.say(`The call: ${call.method.toHex()}`)
    const session = { wallet, signer, consent: consentBy(options), voice }
    const { signed } = await sign(session, call, question)
    if (signed.signed && afterwards) voice.say(afterwards)
    voice.tell({ does, ...signed })
  } finally {
    await wallet.close()
  }
}
