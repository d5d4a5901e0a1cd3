import type { EventRecord } from '@polkadot/types/interfaces'
import type { Extrinsic } from '../../chain/extrinsic.ts'
import type { Wallet } from '../../chain/wallet.ts'
import { formatTao } from '../../mechanisms/money.ts'
import { during } from '../progress.ts'
import type { Voice } from '../voice.ts'
import type { Consent } from './consent.ts'
import type { Signer } from './signer.ts'

/** What is needed to sign anything. */
export interface Session {
  readonly wallet: Wallet
  readonly signer: Signer
  readonly consent: Consent
  readonly voice: Voice
}

/** What became of a call, as JSON has it. */
export interface SignedCall {
  readonly signed: boolean
  /** SS58. */
  readonly signer: string
  /** The call, hex. */
  readonly call: string
  /** Hash of the finalized extrinsic; null where nothing was signed. */
  readonly extrinsic: string | null
  readonly fee_rao: string | null
}

export interface SigningOutcome {
  readonly signed: SignedCall
  /** None where nothing was signed. */
  readonly events: readonly EventRecord[]
}

/** Asks, unlocks the key, signs and waits until it is final. The one way by which a command signs. */
export async function sign(
  { wallet, signer, consent, voice }: Session,
  call: Extrinsic | undefined,
  question: string,
): Promise<SigningOutcome> {
  if (!call) throw new Error('This network does not have that call.')
  const about = { signer: signer.address, call: call.method.toHex() }
  if (!(await consent(question))) {
    voice.say('Nothing was signed.')
    return { signed: { signed: false, ...about, extrinsic: null, fee_rao: null }, events: [] }
  }
  const pair = await signer.unlock()
  voice.say(`Signed by ${signer.address}; waiting until it is final…`)
  const { hash, fee, events } = await during('Waiting for the chain', wallet.send(pair, call))
  voice.say(`Final: extrinsic ${hash}, network fee ${formatTao(fee)}.`)
  return { signed: { signed: true, ...about, extrinsic: hash, fee_rao: fee.toString() }, events }
}
