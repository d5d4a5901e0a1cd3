import type { KeyringPair } from '@polkadot/keyring/types'
import { encodeAddress } from '@polkadot/util-crypto'
import { multisigAddress, SS58_PREFIX, treasuryOf } from '../../chain/pots.ts'
import { openWallet, type Wallet } from '../../chain/wallet.ts'
import { formatTao } from '../../mechanisms/money.ts'
import { type Approvals, ask, type Opened } from './api.ts'
import { compare } from './compare.ts'
import { approval, executionOf, type Operation, readOperation } from './operation.ts'
import { type Replayed, replay } from './replay.ts'

export interface Approving {
  /** The intent's business key. */
  readonly key: string
  readonly explorer: string
  /** The guardian's own node. */
  readonly node: string
  readonly pair: KeyringPair
  readonly say: (line: string) => void
  /** Asks the guardian; nothing is signed without a yes. */
  readonly confirm: () => Promise<boolean>
}

/**
 * A guardian's approval of the call that holds an intent. The App is believed in nothing: the ledger is replayed from its
 * public rows, the call is made again and compared, and that it is open is read from the guardian's node. Throws, in words, where
 * something differs.
 */
export async function approve(approving: Approving): Promise<void> {
  const { key, explorer, node, pair, say } = approving
  const { treasury, approvals } = await ask<Approvals>(explorer, '/api/approvals')
  const opened = approvals.find(({ intents }) => intents.includes(key))
  if (!treasury || !opened) throw new Error(`No call waits for approval that holds ${key}.`)
  const guardian = encodeAddress(pair.address, SS58_PREFIX)
  const { address, others } = signatoriesOf(treasury, guardian)
  const ledger = await replay(explorer, opened.intents)
  say(`The ledger holds; its last hash is ${ledger.tip}.`)
  if (ledger.treasuries.some((one) => one !== address)) {
    throw new Error(`The ledger's pots do not belong to the treasury ${address}: do not approve this.`)
  }
  const wallet = await openWallet(node)
  try {
    const operation = await openOperation(wallet, address, opened, guardian)
    await look(wallet, opened, operation, ledger, say)
    if (!(await approving.confirm())) throw new Error('Nothing was signed.')
    say(`Signed by ${guardian}; waiting until it is final…`)
    const { threshold } = treasury
    const { hash, events } = await wallet.send(
      pair,
      approval(wallet.api, opened, others, threshold, operation),
    )
    say(`Final: extrinsic ${hash}.`)
    say(executionOf(events, opened.call_hash) ?? waitsFor(threshold - operation.approvals.length - 1))
  } finally {
    await wallet.close()
  }
}

const waitsFor = (approvals: number): string =>
  `Approved. It waits for ${approvals} more ${approvals === 1 ? 'approval' : 'approvals'}.`

/** The signatories must make the very account, and the guardian must be one of them. */
function signatoriesOf({ address, signatories, threshold }: NonNullable<Approvals['treasury']>, own: string) {
  if (multisigAddress(signatories, threshold) !== address) {
    throw new Error(`The signatories that the App names do not make the treasury ${address}.`)
  }
  if (!signatories.includes(own)) throw new Error(`${own} is no signatory of the treasury ${address}.`)
  const { guardians: others } = treasuryOf(
    own,
    signatories.filter((one) => one !== own),
    threshold,
  )
  return { address, others }
}

async function openOperation(
  { api }: Wallet,
  treasury: string,
  { call_hash }: Opened,
  guardian: string,
): Promise<Operation> {
  const operation = await readOperation(api, treasury, call_hash)
  if (!operation) {
    throw new Error(
      `The chain has no open call ${call_hash}: it was carried out or cancelled, or the App misleads.`,
    )
  }
  if (operation.approvals.includes(guardian)) throw new Error(`${guardian} has approved it already.`)
  return operation
}

/** Says what the call does, and throws where it is not exactly what is owed. */
async function look(
  { api }: Wallet,
  opened: Opened,
  { timepoint, approvals }: Operation,
  { owed }: Replayed,
  say: (line: string) => void,
): Promise<void> {
  const claimed = opened.intents.flatMap((name) => owed.find(({ intent }) => intent.key === name) ?? [])
  const missing = opened.intents.filter((name) => !claimed.some(({ intent }) => intent.key === name))
  const slotDuration = Number(api.consts.aura?.slotDuration?.toString() ?? 12_000)
  const { does, differences } = compare(api, {
    ...{ callHash: opened.call_hash, callData: opened.call_data, owed: claimed },
    ...{ height: timepoint.height, slotDuration },
  })
  say(`The call ${opened.call_hash}, opened in block ${timepoint.height}, approved by ${approvals.length}:`)
  for (const line of does) say(`  - ${line}`)
  const wrong = [
    ...missing.map((name) => `${name} is not owed by the ledger.`),
    ...differences,
    ...(await overLimit(api, claimed, say)),
  ]
  if (wrong.length === 0) return say('It is exactly what the ledger owes.')
  throw new Error(`Do not approve this call:\n${wrong.map((line) => `  - ${line}`).join('\n')}`)
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
