import { approved, executed, opened } from '../../chain/calls.ts'
import { askDelegates, isActing } from '../../chain/delegates.ts'
import { callOf, type Extrinsic } from '../../chain/extrinsic.ts'
import { allowance } from '../../chain/multisig-weight.ts'
import { signatoriesOf, type Treasury, treasuryOf } from '../../chain/pots.ts'
import type { Wallet } from '../../chain/wallet.ts'
import { executionOf, readOperation } from '../approve/operation.ts'
import type { Consent } from '../signing/consent.ts'
import { type SignedCall, sign } from '../signing/sign.ts'
import type { Signer } from '../signing/signer.ts'
import type { Voice } from '../voice.ts'

/** Who makes a multisig account. */
export interface Signatories {
  /** SS58: the App's key and the guardians, in any order. */
  readonly addresses: readonly string[]
  readonly threshold: number
}

export interface HandingOver {
  readonly wallet: Wallet
  /** One of those who act now. */
  readonly signer: Signer
  /** SS58 of the treasury. */
  readonly address: string
  readonly from: Signatories
  readonly to: Signatories
  readonly voice: Voice
  /** Nothing is signed without it. */
  readonly consent: Consent
}

/**
 * One signatory's part in giving the treasury to other signatories. Each runs it with the same arguments: it makes the same call, which
 * the first opens, and the last that is needed carries out. Nobody is believed but one's own node. Throws, in words, where it cannot be.
 */
export async function handOver(handing: HandingOver): Promise<HandedOver> {
  const { wallet, signer, voice, consent } = handing
  const { say } = voice
  const plan = await planOf(handing, signer.address)
  say(`The treasury ${handing.address} is given`)
  say(`  from ${handing.from.threshold} of ${handing.from.addresses.join(', ')}`)
  say(`  to   ${handing.to.threshold} of ${handing.to.addresses.join(', ')}`)
  if (plan.isOwn)
    say('It is the multisig account of the former, who can act for it for ever beside the latter.')
  const { extrinsic, missing } = await approvalOf(handing, plan)
  const { signed, events } = await sign({ wallet, signer, consent, voice }, extrinsic, 'Sign it?')
  const outcome = { treasury: handing.address, ...signed, missing_approvals: missing }
  if (!signed.signed) return { ...outcome, missing_approvals: missing + 1, given: false }
  if (missing > 0) {
    say(`It waits for ${missing} more of those who act now: each runs this command.`)
    return { ...outcome, given: false }
  }
  const error = executionOf(events, plan.call.method.hash.toHex())?.error
  if (!(await isGiven(handing, plan))) {
    throw new Error(`The treasury was not given: ${error ?? 'the chain does not say why'}.`)
  }
  say('Done. Start the App with these settings, and the others as they were:')
  say(`  TREASURY=${handing.address}`)
  say(`  GUARDIANS=${handing.to.addresses.join(',')}   (without the App’s own key)`)
  say(`  THRESHOLD=${handing.to.threshold}`)
  return { ...outcome, given: true }
}

/** What became of one signatory's part. */
interface HandedOver extends SignedCall {
  /** SS58. */
  readonly treasury: string
  /** How many more must sign. */
  readonly missing_approvals: number
  readonly given: boolean
}

interface HandOverPlan {
  readonly treasury: Treasury
  /** SS58 of the account of those who get it. */
  readonly heir: string
  /** The treasury is the multisig account of those who act now: that cannot be taken from them. */
  readonly isOwn: boolean
  /** What the multisig account of those who act now is to call. */
  readonly call: Extrinsic
}

async function planOf(handing: HandingOver, own: string): Promise<HandOverPlan> {
  const { wallet, address, from, to } = handing
  if (!from.addresses.includes(own)) throw new Error(`${own} is none of those who act for the treasury now.`)
  const others = from.addresses.filter((one) => one !== own)
  const treasury = treasuryOf(own, others, from.threshold, address)
  const heir = heirOf(to)
  const isOwn = treasury.multisig === address
  const delegates = await askDelegates(wallet.api, address)
  if (!isOwn && !delegates.some((one) => isActing(one, treasury.multisig))) {
    throw new Error(`Those signatories, ${treasury.multisig}, may not act for the treasury ${address}.`)
  }
  if (delegates.some((one) => isActing(one, heir)))
    throw new Error(`${heir} may act for the treasury already.`)
  await refuseOpenCalls(wallet, heir)
  const add = callOf(wallet.api, 'proxy', 'addProxy', heir, 'Any', 0)
  if (isOwn) return { treasury, heir, isOwn, call: add }
  const remove = callOf(wallet.api, 'proxy', 'removeProxy', treasury.multisig, 'Any', 0)
  const both = callOf(wallet.api, 'utility', 'batchAll', [add, remove])
  return { treasury, heir, isOwn, call: callOf(wallet.api, 'proxy', 'proxy', address, null, both) }
}

function heirOf({ addresses: [first = '', ...rest], threshold }: Signatories): string {
  return treasuryOf(first, rest, threshold).multisig
}

/** A call that somebody had opened there before could act for the treasury afterwards, and pay once more what was paid since. */
async function refuseOpenCalls({ api }: Wallet, heir: string): Promise<void> {
  const open = await api.query.multisig?.multisigs?.keys(heir)
  if (!open || open.length === 0) return
  throw new Error(
    `The account ${heir} of those who would get it has ${open.length} open multisig calls: have them cancelled first, or take another threshold.`,
  )
}

interface Part {
  readonly extrinsic: Extrinsic
  /** How many more must sign after this one. */
  readonly missing: number
}

async function approvalOf({ wallet }: HandingOver, { treasury, call }: HandOverPlan): Promise<Part> {
  const { api } = wallet
  const { threshold, signer } = treasury
  if (threshold === 1) return { extrinsic: executed(api, treasury, call), missing: 0 }
  const maxWeight = await allowance(call, signer)
  const operation = await readOperation(api, treasury.multisig, call.method.hash.toHex())
  if (!operation) return { extrinsic: opened(api, treasury, call, maxWeight), missing: threshold - 1 }
  const { timepoint, approvals } = operation
  if (approvals.includes(signer)) {
    throw new Error(`${signer} has approved it already: it waits for ${threshold - approvals.length} more.`)
  }
  const signatories = signatoriesOf(treasury)
  const open = { threshold, timepoint, maxWeight, signatories, callData: call.method.toHex() }
  return { extrinsic: approved(api, signer, open), missing: threshold - approvals.length - 1 }
}

async function isGiven(
  { wallet, address }: HandingOver,
  { treasury, heir, isOwn }: HandOverPlan,
): Promise<boolean> {
  const delegates = await askDelegates(wallet.api, address)
  const acts = (account: string) => delegates.some((one) => isActing(one, account))
  return acts(heir) && (isOwn || !acts(treasury.multisig))
}
