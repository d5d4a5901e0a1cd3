import type { KeyringPair } from '@polkadot/keyring/types'
import { pino } from 'pino'
import { type Chain, connectChain } from '../../src/chain/client.ts'
import type { Extrinsic } from '../../src/chain/extrinsic.ts'
import { nonceOf } from '../../src/chain/nonce.ts'
import { derivativeAddress, type Treasury, treasuryOf } from '../../src/chain/pots.ts'
import type { Caps } from '../../src/chain/settlement/pick.ts'
import { type ChainSide, type ChainSideOptions, startChainSide } from '../../src/chain/treasury.ts'
import { openWallet } from '../../src/chain/wallet.ts'
import { createTreasury } from '../../src/cli/treasury/create.ts'
import { calls } from '../../src/handlers/calls.ts'
import { senses } from '../../src/handlers/senses.ts'
import { encode } from '../../src/ledger/json.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { openLedger } from '../../src/ledger/open.ts'
import { intents } from '../../src/ledger/schema.ts'
import { developmentPair } from '../../src/local/subtensor/accounts.ts'
import { type Subtensor, type SubtensorOptions, startSubtensor } from '../../src/local/subtensor/node.ts'
import type { IntentCall } from '../../src/mechanisms/intent.ts'
import { alpha } from '../../src/mechanisms/money.ts'
import type { Pot } from '../../src/mechanisms/pots.ts'
import { tao } from './commands.ts'

// A local Subtensor, a ledger and the chain side between them, for tests that move money.

export const pair = (name: string): KeyringPair => developmentPair(`//${name}`)
export const quiet = pino({ level: process.env.LOG_LEVEL ?? 'silent' })
const wide = tao(1_000_000)
export const wideCaps: Caps = {
  perIntent: wide,
  perDay: wide,
  alpha: { perIntent: alpha(wide), perDay: alpha(wide) },
}

export interface ChainWorld {
  readonly node: Subtensor
  readonly chain: Chain
  readonly ledger: Ledger
  readonly treasury: Treasury
  start(options?: Partial<ChainSideOptions>): Promise<ChainSide>
  stop(): Promise<void>
}

/**
 * Alice is the App's key, Bob its guardian unless others are named; the float holds 1,000 TAO. Their multisig account is the
 * treasury, or the proxy of one without a key where it is to be `pure`.
 */
export async function startChainWorld(
  options: SubtensorOptions & {
    threshold?: number
    guardians?: readonly string[]
    pure?: boolean
    databaseUrl?: string
    requestTimeout?: number
  } = {},
): Promise<ChainWorld> {
  const {
    threshold = 1,
    guardians: names = ['Bob'],
    pure = false,
    databaseUrl: url,
    requestTimeout = 5_000,
    ...nodeOptions
  } = options
  const guardians = names.map((name) => pair(name).address)
  const own = treasuryOf(pair('Alice').address, guardians, threshold)
  const endow = { ...(pure ? {} : { [own.address]: tao(1_000) }), ...nodeOptions.endow }
  const { seal = 50 } = nodeOptions
  const node = await startSubtensor({ ...nodeOptions, seal, endow })
  const address = pure ? await makeTreasury(node.url, guardians, threshold) : null
  const treasury = { ...own, address: address ?? own.address }
  const ledger = await openLedger({ url })
  const chain = await connectChain({ endpoints: [node.url], logger: quiet, requestTimeout })
  // A lag of a test's own may hold finality up for as long as it wants.
  if (typeof seal === 'number' && !nodeOptions.finalityLag) await hasTime(chain)
  const sides: ChainSide[] = []
  return {
    node,
    chain,
    ledger,
    treasury,
    start: async (changes = {}) => {
      const own = {
        chain,
        ledger,
        threshold,
        address,
        guardians,
        allowUsedTreasury: options.endow !== undefined,
      }
      const side = await startSide({ ...own, ...changes })
      sides.push(side)
      return side
    },
    stop: async () => {
      await Promise.all(sides.map((side) => side.stop()))
      await chain.close()
      await ledger.close()
      await node.stop()
    },
  }
}

/** The genesis block has no time. A ledger that began with it would find nothing due but what is due from ever, and sign that by itself. */
const hasTime = (chain: Chain): Promise<void> =>
  until('the first block is final', async () => (await chain.finalized()).number > 0)

export type SideOptions = Pick<ChainSideOptions, 'chain' | 'ledger'> & Partial<ChainSideOptions>

/** Alice settles, Bob is the one guardian, and no cap holds anything back, unless told otherwise. */
export const startSide = (options: SideOptions): Promise<ChainSide> =>
  startChainSide({
    calls,
    senses,
    threshold: 1,
    logger: quiet,
    caps: wideCaps,
    key: pair('Alice'),
    guardians: [pair('Bob').address],
    ...options,
  })

async function makeTreasury(url: string, guardians: readonly string[], threshold: number): Promise<string> {
  const wallet = await openWallet(url)
  try {
    const address = await createTreasury({
      wallet,
      pair: pair('Alice'),
      guardians,
      threshold,
      say: () => undefined,
    })
    await wallet.send(pair('Ferdie'), wallet.api.tx.balances.transferAllowDeath(address, tao(1_000)))
    return address
  } finally {
    await wallet.close()
  }
}

/** Free balance in the state of the best block. Rao. */
export async function balanceOf(chain: Chain, address: string): Promise<bigint> {
  const key = chain.api().query.system.account.key(address)
  const stored = await chain.request<string | null>('state_getStorage', [key])
  if (!stored) return 0n
  const bytes = Buffer.from(stored.slice(2), 'hex')
  return bytes.readBigUInt64LE(16)
}

/** An account that nobody has, the n-th of many. */
export const payee = (n: number): string => derivativeAddress(pair('Ferdie').address, n)

export const transferTo = (coldkey: string, amount: bigint): IntentCall =>
  ({ kind: 'transfer', to: { coldkey }, amount }) as IntentCall

/** Puts intents straight into the ledger, each of a subnet of its own that has no idea. */
export async function owe(
  ledger: Ledger,
  wanted: readonly {
    key: string
    call: IntentCall
    pot?: Pot
    coldkey?: string | null
    notBefore?: number
  }[],
): Promise<void> {
  const rows = wanted.map(({ key, call, pot = { kind: 'float' }, notBefore = 0, ...one }) => {
    const to = call.kind === 'transfer' && 'coldkey' in call.to ? call.to.coldkey : ''
    const purpose = { kind: 'test', about: [] }
    const intent = encode({ key, purpose, pot, call, failures: 0, notBefore })
    const coldkey = one.coldkey === undefined ? to : one.coldkey
    const stream = `subnet:0:${key}`
    return { key, stream, intent, coldkey, failures: 0, notBefore, status: 'owed' as const }
  })
  for (let from = 0; from < rows.length; from += 500) {
    await ledger.queries.insert(intents).values(rows.slice(from, from + 500))
  }
}

/** Signs a call of a person with the next nonce and sends it; answers its hash. */
export async function send(chain: Chain, signer: KeyringPair, call: Extrinsic): Promise<string> {
  const api = chain.api()
  const nonce = await nonceOf(chain, signer.address)
  const { genesisHash, runtimeVersion } = api
  const era = api.registry.createType('ExtrinsicEra', new Uint8Array([0]))
  call.sign(signer, {
    nonce,
    blockHash: genesisHash,
    genesisHash,
    runtimeVersion,
    era,
  })
  return chain.request<string>('author_submitExtrinsic', [call.toHex()])
}

/** Waits until it holds, looking every 25 ms; throws with what it was waiting for after 15 seconds. */
export async function until(
  what: string,
  holds: () => Promise<boolean> | boolean,
  milliseconds = 15_000,
): Promise<void> {
  const end = Date.now() + milliseconds
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`still waiting: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}
