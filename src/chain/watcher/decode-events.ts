import type { DispatchError, Event, EventRecord } from '@polkadot/types/interfaces'
import type { Codec, Registry } from '@polkadot/types/types'
import { hexToU8a } from '@polkadot/util'
import { encodeAddress } from '@polkadot/util-crypto'
import { errorText } from '../error-text.ts'
import { SS58_PREFIX } from '../pots.ts'
import { mechanismOf } from '../subnet-storage.ts'
import type { ChainEvent, EventBody, LoanMoved, MultisigEvent, StakeChange } from './block.ts'

/** Reads the events of a block, as the storage holds them, by the registry of the runtime that wrote them. */
export function decodeEvents(registry: Registry, stored: `0x${string}`): ChainEvent[] {
  const records = registry.createType('Vec<EventRecord>', hexToU8a(stored)) as unknown as EventRecord[]
  return records.flatMap(({ phase, event }) => {
    const reader = readers[`${event.section}.${event.method}`]
    if (!reader) return []
    const fields = fieldsOf(event)
    return [
      { extrinsic: phase.isApplyExtrinsic ? phase.asApplyExtrinsic.toNumber() : null, ...reader(fields) },
    ]
  })
}

interface Fields {
  account(name: string): string
  amount(name: string): bigint
  number(name: string): number
  hex(name: string): string
  text(name: string): string
  error(name: string): string
  /** Of a Result: null where it is Ok. */
  failure(name: string): string | null
  /** Of an event whose fields have no names, by its place. */
  numberAt(place: number): number
  accountAt(place: number): string
  amountAt(place: number): bigint
}

type Reader = (fields: Fields) => EventBody

const readers: Readonly<Record<string, Reader>> = {
  'balances.Transfer': ({ account, amount }) => ({
    kind: 'transfer',
    from: account('from'),
    to: account('to'),
    amount: amount('amount'),
  }),
  'balances.Burned': ({ account, amount }) => ({
    kind: 'burned',
    who: account('who'),
    amount: amount('amount'),
  }),
  'system.Remarked': ({ account, hex }) => ({
    kind: 'remarked',
    sender: account('sender'),
    hash: hex('hash'),
  }),
  'system.ExtrinsicFailed': ({ error }) => ({ kind: 'extrinsic-failed', error: error('dispatch_error') }),
  'crowdloan.Created': ({ account, amount, number }) => ({
    kind: 'loan-created',
    loan: number('crowdloan_id'),
    creator: account('creator'),
    endBlock: number('end'),
    cap: amount('cap'),
  }),
  'crowdloan.Contributed': loanMoved('contributed'),
  'crowdloan.Withdrew': loanMoved('withdrew'),
  'crowdloan.AllRefunded': ({ number }) => ({ kind: 'all-refunded', loan: number('crowdloan_id') }),
  'subtensorModule.NetworkAdded': ({ numberAt }) => ({
    kind: 'network-added',
    netuid: numberAt(0),
    // The event does not say.
    lockCost: null,
  }),
  'subtensorModule.NetworkRemoved': ({ numberAt }) => ({ kind: 'network-removed', netuid: numberAt(0) }),
  'subtensorModule.NetworkRegistrationQueued': ({ account }) => ({
    kind: 'network-queued',
    coldkey: account('coldkey'),
  }),
  'subtensorModule.NetworkRegistrationCancelled': ({ account, error }) => ({
    kind: 'network-cancelled',
    coldkey: account('coldkey'),
    error: error('error'),
  }),
  'subtensorModule.StakeRemoved': stakeChanged('stake-removed'),
  'subtensorModule.StakeAdded': stakeChanged('stake-added'),
  'subtensorModule.StakeTransferred': ({ accountAt, numberAt }) => ({
    kind: 'stake-transferred',
    from: accountAt(0),
    to: accountAt(1),
    fromNetuid: numberAt(3),
    toNetuid: numberAt(4),
  }),
  'subtensorModule.StakeAndHotkeyTransferred': ({ account, number }) => ({
    kind: 'stake-transferred',
    from: account('origin_coldkey'),
    to: account('destination_coldkey'),
    fromNetuid: number('origin_netuid'),
    toNetuid: number('destination_netuid'),
  }),
  'subtensorModule.ColdkeySwapped': ({ account }) => ({
    kind: 'coldkey-swapped',
    from: account('old_coldkey'),
    to: account('new_coldkey'),
  }),
  'subtensorModule.ColdkeySwapAnnounced': ({ account }) => ({
    kind: 'coldkey-swap-announced',
    who: account('who'),
    now: 'announced',
  }),
  'subtensorModule.ColdkeySwapDisputed': ({ account }) => ({
    kind: 'coldkey-swap-announced',
    who: account('coldkey'),
    now: 'disputed',
  }),
  'subtensorModule.ColdkeySwapCleared': ({ account }) => ({
    kind: 'coldkey-swap-announced',
    who: account('who'),
    now: 'called-off',
  }),
  'subtensorModule.ColdkeySwapReset': ({ account }) => ({
    kind: 'coldkey-swap-announced',
    who: account('who'),
    now: 'called-off',
  }),
  'subtensorModule.TimelockedWeightsRevealed': ({ numberAt, accountAt }) => ({
    kind: 'weights-opened',
    ...mechanismOf(numberAt(0)),
    hotkey: accountAt(1),
  }),
  'subtensorModule.NeuronRegistered': ({ numberAt }) => ({
    kind: 'weighing-changed',
    netuid: numberAt(0),
    uid: numberAt(1),
  }),
  'subtensorModule.CommitRevealEnabled': weighingChanged,
  'subtensorModule.CommitRevealPeriodsSet': weighingChanged,
  'subtensorModule.WeightsVersionKeySet': weighingChanged,
  'subtensorModule.HotkeySwappedOnSubnet': ({ number }) => ({
    kind: 'weighing-changed',
    netuid: number('netuid'),
    uid: null,
  }),
  'subtensorModule.NullUidsPruningProgress': ({ number }) => ({
    kind: 'weighing-changed',
    netuid: number('netuid'),
    uid: null,
  }),
  'subtensorModule.HotkeySwapped': ({ account }) => ({ kind: 'hotkey-swapped', coldkey: account('coldkey') }),
  'utility.ItemCompleted': () => ({ kind: 'item-completed' }),
  'utility.ItemFailed': ({ error }) => ({ kind: 'item-failed', error: error('error') }),
  'utility.BatchCompleted': () => ({ kind: 'batch-completed' }),
  'utility.BatchCompletedWithErrors': () => ({ kind: 'batch-completed' }),
  'multisig.NewMultisig': multisigMoved('multisig-opened', 'approving'),
  'multisig.MultisigApproval': multisigMoved('multisig-approved', 'approving'),
  'multisig.MultisigCancelled': multisigMoved('multisig-cancelled', 'cancelling'),
  'multisig.MultisigExecuted': ({ account, hex, failure }) => ({
    kind: 'multisig-executed',
    account: account('multisig'),
    callHash: hex('call_hash'),
    by: account('approving'),
    error: failure('result'),
  }),
  'proxy.ProxyExecuted': ({ failure }) => ({ kind: 'proxy-executed', error: failure('result') }),
  'proxy.ProxyRemoved': ({ account, text, number }) => ({
    kind: 'proxy-removed',
    delegator: account('delegator'),
    delegate: account('delegatee'),
    type: text('proxy_type'),
    delay: number('delay'),
  }),
}

function weighingChanged({ numberAt }: Fields): EventBody {
  return { kind: 'weighing-changed', netuid: numberAt(0), uid: null }
}

/** The fields of both have no names: coldkey, hotkey, tao, alpha, netuid, fee. */
function stakeChanged(kind: StakeChange['kind']): Reader {
  return ({ accountAt, amountAt, numberAt }) => ({
    kind,
    coldkey: accountAt(0),
    netuid: numberAt(4),
    alpha: amountAt(3),
  })
}

function loanMoved(kind: LoanMoved['kind']): Reader {
  return ({ account, amount, number }) => ({
    kind,
    loan: number('crowdloan_id'),
    contributor: account('contributor'),
    amount: amount('amount'),
  })
}

function multisigMoved(kind: MultisigEvent['kind'], who: string): Reader {
  return ({ account, hex }) => ({
    kind,
    account: account('multisig'),
    callHash: hex('call_hash'),
    by: account(who),
  })
}

/** The metadata's own names: the client renames those that it has a use for itself. */
function fieldsOf({ data, meta }: Event): Fields {
  const names = meta.fields.map(({ name }) => name.unwrapOr('').toString())
  const field = (name: string): Codec => fieldAt(names.indexOf(name), name)
  const fieldAt = (place: number, name: string): Codec => {
    const value = data[place]
    if (!value) throw new Error(`The event has no field ${name}, only ${names.join(', ')}.`)
    return value
  }
  return {
    account: (name) => encodeAddress(field(name).toU8a(), SS58_PREFIX),
    accountAt: (place) => encodeAddress(fieldAt(place, String(place)).toU8a(), SS58_PREFIX),
    amountAt: (place) => BigInt(fieldAt(place, String(place)).toString()),
    amount: (name) => BigInt(field(name).toString()),
    number: (name) => Number(field(name).toString()),
    hex: (name) => field(name).toHex(),
    text: (name) => field(name).toString(),
    numberAt: (place) => Number(fieldAt(place, String(place)).toString()),
    error: (name) => errorText(field(name) as DispatchError),
    failure: (name) => {
      const result = field(name) as unknown as { readonly isErr: boolean; readonly asErr: DispatchError }
      return result.isErr ? errorText(result.asErr) : null
    },
  }
}
