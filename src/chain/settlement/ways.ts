import type { ApiPromise } from '@polkadot/api'
import type { Logger } from 'pino'
import { filteredBy } from '../../ledger/attempt-items.ts'
import type { Queries } from '../../ledger/database.ts'
import { isBulkCall } from '../../mechanisms/intent.ts'
import { type Pot, potName } from '../../mechanisms/pots.ts'
import type { Calls, When } from '../call-kinds.ts'
import { batchOf, type DueIntent, type Grant, itemOf, proxiedBatch, proxiedOf } from '../calls.ts'
import type { Chain } from '../client.ts'
import { faultOf } from '../connection.ts'
import { type Delegate, delegatesOfAll } from '../delegates.ts'
import type { Extrinsic } from '../extrinsic.ts'
import { potAddress, type Treasury } from '../pots.ts'
import { readProxyFilters } from '../proxy-filter.ts'
import type { Memory } from './memory.ts'

// Who signs what. A call goes by the treasury's multisig account, or, out of a pot whose proxy the App's key is, by that key alone.

/** An intent, and how it is signed: by the App's key as the pot's proxy, or null, by the multisig account. */
export interface Planned extends DueIntent {
  readonly grant: Grant | null
}

/** What the App's key may do by itself now. */
export interface Ways {
  /** By the names of the pots that were asked about; null where one signature is enough for all. */
  readonly grants: ReadonlyMap<string, readonly Grant[]> | null
  /** Intents that this runtime has not let a proxy make, whatever it says. */
  readonly filtered: ReadonlySet<string>
}

const NO_WAYS: Ways = { grants: null, filtered: new Set() }

/** Accounts that hold a day's payments at most, or nothing: these alone may have the App's key as their proxy. */
const isOpen = ({ kind }: Pot): boolean => kind === 'payroll' || kind === 'hotkey'

interface Asking {
  readonly chain: Pick<Chain, 'api' | 'request' | 'finalized' | 'specVersion'>
  readonly treasury: Treasury
  readonly logger: Pick<Logger, 'warn'>
}

type Known = Pick<Memory, 'filters' | 'said'>

/** Reads it from the finalized state. Where one signature is enough for all, nothing is asked. */
export async function readWays(
  asking: Asking,
  queries: Queries,
  due: readonly DueIntent[],
  memory: Known,
): Promise<Ways> {
  const { chain, treasury } = asking
  if (treasury.threshold === 1) return NO_WAYS
  const open = due.filter(({ intent }) => isOpen(intent.pot))
  const keys = open.map(({ intent }) => intent.key)
  return {
    grants: await readGrants(asking, open, memory),
    filtered: await filteredBy(queries, keys, chain.specVersion),
  }
}

/** By the names of the pots of these intents. What cannot be read of proxies leaves the multisig account. */
export async function readGrants(
  { chain, treasury, logger }: Asking,
  due: readonly DueIntent[],
  memory: Known,
): Promise<ReadonlyMap<string, readonly Grant[]>> {
  const sayOnce = (reason: string) => {
    if (!memory.said.has(reason)) logger.warn({ reason }, 'proxies of pots not known: guardians approve')
    memory.said.add(reason)
  }
  const pots = [...new Map(due.map(({ intent: { pot } }) => [potName(pot), pot])).entries()]
  const accounts = pots.map(([, pot]) => potAddress(treasury.address, pot))
  const delegates = await delegatesOf(chain, accounts).catch((error): readonly Delegate[][] => {
    sayOnce(faultOf(error))
    return []
  })
  const own = delegates.map((all) =>
    all.filter(({ address, delay }) => address === treasury.signer && delay === 0),
  )
  if (own.some(({ length }) => length > 0)) memory.filters ??= await readProxyFilters(chain, sayOnce)
  const grants = pots.map(([name], place) => {
    const found = (own[place] ?? []).flatMap(({ type }): Grant[] => {
      const lets = memory.filters?.get(type)
      return lets ? [{ pot: accounts[place] ?? '', type, lets }] : []
    })
    return [name, found] as const
  })
  return new Map(grants)
}

const delegatesOf = async (chain: Asking['chain'], accounts: readonly string[]): Promise<Delegate[][]> =>
  delegatesOfAll(chain, accounts, (await chain.finalized()).hash)

/** Whether it is known how it is signed: what became due since nobody has asked about. */
export const isAsked = ({ grants }: Ways, { intent: { pot } }: DueIntent): boolean =>
  grants === null || !isOpen(pot) || grants.has(potName(pot))

/** For a call that is made to be looked at, and not signed. */
export const atNoTime = ({ slotDuration }: Pick<Chain, 'slotDuration'>): When => ({
  head: 0,
  slotDuration,
  era: 0,
})

/** How each is signed. What the proxy's type does not let through goes by the multisig account. */
export function waysOf(
  { chain, calls }: { readonly chain: Pick<Chain, 'api' | 'slotDuration'>; readonly calls: Calls },
  due: readonly DueIntent[],
  { grants, filtered }: Ways,
): Planned[] {
  return due.map((one) => {
    const { key, pot, call } = one.intent
    const own = filtered.has(key) ? [] : (grants?.get(potName(pot)) ?? [])
    // Of a bulk payment the rows are not at hand here: whoever has them tries.
    const makes = (grant: Grant) =>
      isBulkCall(call) || canMake(() => proxiedOf(chain.api(), calls, one, atNoTime(chain), grant))
    return { ...one, grant: own.find(makes) ?? null }
  })
}

/** A call that cannot be built has no grant. Whoever builds it next says why, and holds it alone. */
export function canMake(build: () => readonly Extrinsic[] | null): boolean {
  try {
    return build() !== null
  } catch {
    return false
  }
}

/** Those that go as the first goes: one extrinsic has one way. */
export function together<One extends Planned>(due: readonly One[]): One[] {
  const isOwn = due[0]?.grant != null
  return due.filter(({ grant }) => (grant !== null) === isOwn)
}

/** What is in a batch of one intent: one call, or one a row where the App's key pays rows by itself. */
export function itemsOf(api: ApiPromise, calls: Calls, due: Planned, when: When): Extrinsic[] {
  if (!due.grant) return [itemOf(api, calls, due, when)]
  const own = proxiedOf(api, calls, due, when, due.grant)
  if (!own) throw new Error(`A proxy of the type ${due.grant.type} may not make it.`)
  return own
}

export const batchFor = (
  api: ApiPromise,
  treasury: Pick<Treasury, 'address' | 'multisig'>,
  grant: Grant | null,
  items: readonly Extrinsic[],
): Extrinsic => (grant ? proxiedBatch(api, items) : batchOf(api, treasury, items))

export const bytesOf = (items: readonly Extrinsic[]): number =>
  items.reduce((sum, { method }) => sum + method.encodedLength, 0)
