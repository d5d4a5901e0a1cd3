import type { ApiPromise } from '@polkadot/api'
import type { Chain } from '../../chain/client.ts'
import { type Delegate, delegatesOfAll } from '../../chain/delegates.ts'
import type { Treasury } from '../../chain/pots.ts'
import { type CallName, narrowest, type ProxyFilters, readProxyFilters } from '../../chain/proxy-filter.ts'
import { spendable } from '../../chain/spendable.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { readLife } from '../../ledger/read-subnet.ts'
import { dissolvedNow, runningNow } from '../../ledger/subnets.ts'
import { isTaking } from '../../mechanisms/delegates/delegates.ts'
import type { OpenPot, SeeDelegates, WantedDelegate } from '../../mechanisms/delegates/slice.ts'
import { rao } from '../../mechanisms/money.ts'
import type { Pots } from '../../mechanisms/pots.ts'
import type { LookTimes } from '../drift/look.ts'
import { each } from '../kit/each.ts'

const DAY = 86_400_000

type Found = Pick<SeeDelegates, 'block' | 'wanted' | 'standing'>

/** Who acts for a subnet's pots, and who should. Null where it has no such pots, or needs no proxies. */
type Read = (pots: Pots) => Promise<Found | null>

const call = (method: string): CallName => ({ method: { section: 'subtensorModule', method } })

/** What the App's key does for each pot. Of calls that the chain lacks nobody makes any. */
const NEEDED: Readonly<Record<OpenPot, readonly CallName[]>> = {
  payroll: [call('transferStake')],
  hotkey: [call('setMechanismWeights'), call('commitTimelockedMechanismWeights')],
}

/**
 * Asks the chain, in the state of the finalized head. At threshold 1 one signature is enough for all. What types may do is the same for
 * all subnets of a look, and is asked once. `onFault` hears of each type that is told in an unknown form. Throws where nothing is known of any.
 */
export function delegatesOn(
  chain: Pick<Chain, 'api' | 'request' | 'finalized'>,
  { signer, threshold }: Pick<Treasury, 'signer' | 'threshold'>,
  onFault: (reason: string) => void,
): Read {
  let filters: Promise<ProxyFilters> | null = null
  return async ({ payroll, hotkey }) => {
    if (threshold === 1 || payroll === null) return null
    const head = await chain.finalized()
    const accounts = [
      ['payroll', payroll],
      ['hotkey', hotkey],
    ] as const
    filters ??= knownFilters(chain, onFault)
    const told = await filters
    const found = await delegatesOfAll(
      chain,
      accounts.map(([, account]) => account),
      head.hash,
    )
    const wanted = await Promise.all(
      accounts.map(async ([pot, account], place): Promise<WantedDelegate[]> => {
        const api = chain.api()
        const needed = NEEDED[pot].filter(({ method }) => api.tx[method.section]?.[method.method])
        const type = narrowest(api, told, needed)
        if (type === null) return []
        const free = await spendable(chain, account, head.hash)
        return [{ pot, delegate: signer, type, deposit: lacking(api, found[place] ?? [], free) }]
      }),
    )
    const standing = accounts.flatMap(([pot], place) =>
      (found[place] ?? [])
        .filter(({ delay }) => delay === 0)
        .map(({ address, type }) => ({ pot, delegate: address, type })),
    )
    return { block: head.number, wanted: wanted.flat(), standing }
  }
}

/** A node that could not say what types may do does not mean that they may do nothing: guardians would be asked to take all away. */
async function knownFilters(
  chain: Pick<Chain, 'api' | 'request'>,
  onFault: (reason: string) => void,
): Promise<ProxyFilters> {
  const faults: string[] = []
  const filters = await readProxyFilters(chain, (reason) => faults.push(reason))
  if (filters.size === 0 && faults.length > 0) throw new Error(faults.join('; '))
  for (const reason of faults) onFault(reason)
  return filters
}

/** What a pot lacks for one proxy more, and to go on existing. Rao. */
function lacking({ consts }: ApiPromise, standing: readonly Delegate[], free: bigint) {
  const constant = (name: string) => BigInt(consts.proxy?.[name]?.toString() ?? 0)
  const base = standing.length === 0 ? constant('proxyDepositBase') : 0n
  const wanted = base + constant('proxyDepositFactor') + consts.balances.existentialDeposit.toBigInt()
  return rao(wanted > free ? wanted - free : 0n)
}

/**
 * Looks at each running subnet at every start and once a day: the App's key may have been replaced, and a runtime may name other types.
 * One that was dissolved is looked at until its proxies are gone.
 */
export async function lookForDelegates(
  ledger: Pick<Ledger, 'queries' | 'write'>,
  read: Read,
  now: () => Promise<number>,
  looked: LookTimes,
): Promise<void> {
  const gone = new Set(await dissolvedNow(ledger.queries))
  const all = [...(await runningNow(ledger.queries)), ...gone]
  if (all.length === 0) return
  const at = await now()
  // What fails is looked at again in the next minute.
  await each(all, async (stream) => {
    if (at < (looked.get(stream) ?? at)) return
    const { idea, delegates } = await readLife(ledger.queries, stream)
    const isOver = gone.has(stream) && !isTaking(delegates)
    const found = idea?.pots && !isOver ? await read(idea.pots) : null
    if (found) {
      const source = { kind: 'errand', name: 'delegates' } as const
      await ledger.write(({ handle }) => handle(stream, { type: 'SeeDelegates', ...found, at, source }))
    }
    looked.set(stream, at + DAY)
  })
}
