import type { Chain } from '../../chain/client.ts'
import { registrationCost, tellsRegistrationCost } from '../../chain/registration-cost.ts'
import { readStorage } from '../../chain/storage.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import {
  balanceOf,
  type ChainReading,
  keepReading,
  REGISTRATION_COST,
  readReading,
} from '../../ledger/readings.ts'
import { subnetsIn } from '../../ledger/subnets.ts'
import type { Phase } from '../../mechanisms/subnet/state.ts'
import { BEFORE_REGISTRATION } from './cost-section.ts'

/** While a subnet's treasury has what was raised, or what came after it. */
const FUNDED: readonly Phase[] = ['minable', 'launching', 'preparing', 'probation', 'live', 'failed']

const DAY = 86_400_000

/** The least change of a balance that is shown at once: 0.01 TAO. */
const SHOWN_AT_ONCE = 10_000_000n

type Asked = Pick<Chain, 'api' | 'request' | 'finalized'>
type Into = Pick<Ledger, 'queries' | 'write'>

/** Takes what registering costs, and what the treasuries hold, from the finalized head. What is worth showing is shown. */
export async function takeReadings(chain: Asked, ledger: Into, now: () => Promise<number>): Promise<void> {
  await takeCost(chain, ledger, now)
  await takeBalances(chain, ledger, now)
}

async function takeCost(chain: Asked, ledger: Into, now: () => Promise<number>): Promise<void> {
  const { number: block, hash } = await chain.finalized()
  if (!tellsRegistrationCost(chain)) return
  const known = await readReading(ledger.queries, REGISTRATION_COST)
  const reading = { amount: await registrationCost(chain, hash), block, at: await now() }
  if (!isNews(known, reading, (known?.amount ?? 0n) / 20n)) return
  await ledger.write(async ({ queries, showThread }) => {
    await keepReading(queries, REGISTRATION_COST, reading)
    for (const { stream } of await subnetsIn(queries, BEFORE_REGISTRATION)) await showThread(stream, 'cost')
  })
}

async function takeBalances(chain: Asked, ledger: Into, now: () => Promise<number>): Promise<void> {
  const { number: block, hash } = await chain.finalized()
  const funded = await subnetsIn(ledger.queries, FUNDED)
  const keys = funded.map(({ treasury }) => ({ pallet: 'system', item: 'Account', keys: [treasury] }))
  const accounts = (await readStorage(chain, keys, hash)) as unknown as readonly Account[]
  for (const [place, { stream }] of funded.entries()) {
    const reading = { amount: accounts[place]?.data.free.toBigInt() ?? 0n, block, at: await now() }
    const known = await readReading(ledger.queries, balanceOf(stream))
    if (!isNews(known, reading, SHOWN_AT_ONCE)) continue
    await ledger.write(async ({ queries, showThread }) => {
      await keepReading(queries, balanceOf(stream), reading)
      await showThread(stream, 'balance')
    })
  }
}

/** What differs by so much is news at once; what differs at all, after a day. */
export function isNews(known: ChainReading | null, { amount, at }: ChainReading, much: bigint): boolean {
  if (!known) return true
  const change = amount > known.amount ? amount - known.amount : known.amount - amount
  return change > 0n && (change >= much || at - known.at >= DAY)
}

interface Account {
  readonly data: { readonly free: { toBigInt(): bigint } }
}
