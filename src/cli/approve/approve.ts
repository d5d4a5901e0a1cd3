import { askDelegates, isActing } from '../../chain/delegates.ts'
import { treasuryOf } from '../../chain/pots.ts'
import { openWallet, type Wallet } from '../../chain/wallet.ts'
import { isBulkCall } from '../../mechanisms/intent.ts'
import { formatTao } from '../../mechanisms/money.ts'
import { during } from '../progress.ts'
import type { Consent } from '../signing/consent.ts'
import { type SignedCall, sign } from '../signing/sign.ts'
import type { Signer } from '../signing/signer.ts'
import type { Voice } from '../voice.ts'
import { type Approvals, ask, type ListedCall, readRows } from './api.ts'
import { type CallClaim, compare } from './compare.ts'
import { approval, type Execution, executionOf, type Operation, readOperation } from './operation.ts'
import { type Replayed, replayLedger } from './replay.ts'

export interface Approving {
  /** The intent's business key. */
  readonly key: string
  readonly explorer: string
  /** The guardian's own node. */
  readonly node: string
  readonly signer: Signer
  readonly voice: Voice
  /** Nothing is signed without it. */
  readonly consent: Consent
}

/** What became of the call. */
interface Approved extends SignedCall {
  readonly intents: readonly string[]
  readonly call_hash: string
  readonly does: readonly string[]
  /** Whether this approval carried it out. */
  readonly executed: boolean
}

/**
 * A guardian's approval of the call that holds an intent. The App is believed in nothing. The ledger is replayed from its
 * public rows, and the call is made again and compared. That it is open is read from the guardian's node. Throws, in words, where
 * something differs.
 */
export async function approve(approving: Approving): Promise<Approved> {
  const { key, explorer, node, signer, voice, consent } = approving
  const { say } = voice
  const { approvals } = await ask<Approvals>(explorer, '/api/approvals')
  const opened = approvals.find(({ intents }) => intents.includes(key))
  if (!opened) throw new Error(`No call waits for approval that holds ${key}.`)
  const guardian = signer.address
  const multisig = accountOf(opened, guardian)
  const ledger = await during('Replaying the ledger', replayLedger(explorer, opened.intents))
  say(`The ledger holds; its last hash is ${ledger.tip}.`)
  const wallet = await during(`Connecting to ${node}`, openWallet(node))
  try {
    const treasury = { address: await treasuryFor(wallet, ledger, multisig, say), multisig }
    const operation = await openOperation(wallet, multisig, opened, guardian)
    const rows = await rowsOf(explorer, ledger)
    const does = await look(wallet, { opened, operation, ledger, treasury, rows }, say)
    const call = await approval(wallet.api, guardian, opened, operation)
    const { signed, events } = await sign({ wallet, signer, consent, voice }, call, 'Approve it?')
    const execution = executionOf(events, opened.call_hash)
    const left = opened.threshold - operation.approvals.length - 1
    if (signed.signed) say(execution ? outcomeOf(execution) : waitsFor(left))
    const { intents, call_hash } = opened
    return { intents, call_hash, does, ...signed, executed: execution !== null }
  } finally {
    await wallet.close()
  }
}

function outcomeOf({ error, failed }: Execution): string {
  if (error !== null) return `It failed on chain: ${error}. The App tries again by itself.`
  return failed === 0
    ? 'It was carried out, and every payment of it succeeded.'
    : `It was carried out; ${failed} of its payments failed on chain. The App tries those again by itself.`
}

const waitsFor = (approvals: number): string =>
  `Approved. It waits for ${approvals} more ${approvals === 1 ? 'approval' : 'approvals'}.`

/** SS58 of the account that the signatories make, of whom the guardian must be one. */
function accountOf({ signatories, threshold }: ListedCall, own: string): string {
  if (!signatories.includes(own)) throw new Error(`${own} is no signatory of the treasury.`)
  const others = signatories.filter((one) => one !== own)
  return treasuryOf(own, others, threshold).multisig
}

/** The ledger's own treasury, for which the signatories must be able to act by the guardian's node. Says who else can. */
async function treasuryFor(
  { api }: Wallet,
  { treasuries: [address = '', ...others] }: Replayed,
  multisig: string,
  say: Voice['say'],
): Promise<string> {
  const delegates = address === multisig ? [] : await askDelegates(api, address)
  const mayAct = address === multisig || delegates.some((one) => isActing(one, multisig))
  if (others.length > 0 || !mayAct) {
    throw new Error(
      `The account ${multisig} of these signatories is not the ledger’s treasury: do not approve this.`,
    )
  }
  for (const one of delegates.filter((one) => one.address !== multisig)) {
    say(`Beware: ${one.address} may act for the treasury too (${one.type}).`)
  }
  return address
}

async function openOperation(
  { api }: Wallet,
  multisig: string,
  { call_hash }: ListedCall,
  guardian: string,
): Promise<Operation> {
  const operation = await readOperation(api, multisig, call_hash)
  if (!operation) {
    throw new Error(
      `The chain has no open call ${call_hash}: it was carried out or cancelled, or the App misleads.`,
    )
  }
  if (operation.approvals.includes(guardian)) throw new Error(`${guardian} has approved it already.`)
  return operation
}

interface Looking {
  readonly opened: ListedCall
  readonly operation: Operation
  readonly ledger: Replayed
  readonly treasury: CallClaim['treasury']
  readonly rows: CallClaim['rows']
}

/** The rows of the bulk intents that are owed, by their keys. */
async function rowsOf(explorer: string, { owed }: Replayed): Promise<CallClaim['rows']> {
  const rows = new Map<string, Awaited<ReturnType<typeof readRows>>>()
  for (const { intent } of owed) {
    if (isBulkCall(intent.call)) rows.set(intent.key, await readRows(explorer, intent.call))
  }
  return rows
}

/** Says and answers what the call does, and throws where it is not exactly what is owed. */
async function look(
  { api }: Wallet,
  { opened, operation: { timepoint, approvals }, ledger: { owed, heirs }, treasury, rows }: Looking,
  say: Voice['say'],
): Promise<readonly string[]> {
  const claimed = opened.intents.flatMap((name) => owed.find(({ intent }) => intent.key === name) ?? [])
  const missing = opened.intents.filter((name) => !claimed.some(({ intent }) => intent.key === name))
  const slotDuration = Number(api.consts.aura?.slotDuration?.toString() ?? 12_000)
  const { does, differences } = compare(api, {
    callHash: opened.call_hash,
    callData: opened.call_data,
    owed: claimed,
    treasury,
    height: timepoint.height,
    slotDuration,
    rows,
    heirs,
  })
  say(`The call ${opened.call_hash}, opened in block ${timepoint.height}, approved by ${approvals.length}:`)
  for (const line of does) say(`  - ${line}`)
  const wrong = [
    ...missing.map((name) => `${name} is not owed by the ledger.`),
    ...differences,
    ...(await overLimit(api, claimed, say)),
  ]
  if (wrong.length > 0)
    throw new Error(`Do not approve this call:\n${wrong.map((line) => `  - ${line}`).join('\n')}`)
  say('It is exactly what the ledger owes.')
  return does
}

/** L1: what the registration costs now. The chain takes what it costs when the last approval lands. */
async function overLimit(
  api: Wallet['api'],
  owed: Replayed['owed'],
  say: (line: string) => void,
): Promise<string[]> {
  const limits = owed.flatMap(({ intent: { call } }) => (call.kind === 'network-register' ? call.limit : []))
  if (limits.length === 0) return []
  const answer = await api.call.subnetRegistrationRuntimeApi?.getNetworkRegistrationCost?.()
  if (!answer) return ['The chain does not tell what registering a network costs.']
  const cost = BigInt(answer.toString())
  say(`Registering a network costs ${formatTao(cost)} now.`)
  return limits
    .filter((limit) => cost > limit)
    .map((limit) => `Registering costs ${formatTao(cost)} now, over the limit of ${formatTao(limit)}.`)
}
