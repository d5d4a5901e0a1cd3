import type { KeyringPair } from '@polkadot/keyring/types'
import type { Logger } from 'pino'
import { readTills } from '../ledger/bills.ts'
import type { Cursor } from '../ledger/cursors.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { readOnChain } from '../ledger/subnets.ts'
import { GRACE } from '../mechanisms/kernel/grace.ts'
import { potIn } from '../mechanisms/pots.ts'
import type { Calls } from './call-kinds.ts'
import type { Chain, ChainHealth } from './client.ts'
import { whyNotActing } from './delegates.ts'
import { recognise } from './identity.ts'
import { refuseDevelopmentKey } from './network.ts'
import { patiently } from './patience.ts'
import { potAddress, type Treasury, tillOf, treasuryOf } from './pots.ts'
import type { Senses } from './senses.ts'
import type { Caps } from './settlement/pick.ts'
import { type Checkpoint, startSettlement } from './settlement/settlement.ts'
import { firstCursor, startWatcher } from './watcher/watcher.ts'

const APPROVAL_TIMEOUT = 7 * 86_400_000

export interface ChainSideOptions {
  readonly chain: Chain
  readonly ledger: Ledger
  /** How each kind of call is made, and what it takes: the families say. */
  readonly calls: Calls
  /** Who hears of what people do on the chain: the families say. */
  readonly senses: Senses
  /** The App's own key, unlocked. */
  readonly key: KeyringPair
  /** SS58 of the other signatories; at least one, because the chain has no multisig account of one. */
  readonly guardians: readonly string[]
  /** Approvals that a payment needs; 1 makes it automatic. */
  readonly threshold: number
  /** SS58 of the treasury, where it is not the multisig account itself: that one is then its proxy. */
  readonly address?: string | null
  readonly caps: Caps
  /** Nothing is signed or sent while it is set; the chain is followed. */
  readonly paused?: boolean
  /** Lets a new ledger begin although there is money in the treasury's pots. */
  readonly allowUsedTreasury?: boolean
  /** Up to when all that people wrote was heard, when the chain is at this time; by default a little before it. Milliseconds, UTC. */
  readonly heardUpTo?: (timestamp: number) => number
  readonly logger: Logger
  /** Blocks that a signature lives, a power of two up to 2,048; 64 by default. */
  readonly era?: number
  /** How long an opened call may wait for guardians until it is opened anew, milliseconds; 7 days by default. */
  readonly approvalTimeout?: number
  /** Hears of each failure of a run; the work goes on by itself. */
  readonly onFault?: (reason: string) => void
  /** For fault tests: called where the process may be killed. */
  readonly checkpoint?: (name: Checkpoint) => Promise<void> | void
}

export interface ChainSideStatus {
  readonly chain: ChainHealth
  /** The last finalized block that the ledger has recorded, null before the first. */
  readonly cursor: Cursor | null
  /** Finalized blocks that the ledger has not recorded yet. */
  readonly behind: number
  /** Why the last run failed, null when the ledger has come on since. */
  readonly fault: string | null
}

export interface ChainSide {
  readonly treasury: Treasury
  status(): ChainSideStatus
  /** Looks at once for what is due: call it after the ledger has changed. */
  settleSoon(): void
  /** Resolves when what is under way has ended. The chain's connection and the ledger stay open. */
  stop(): Promise<void>
}

/**
 * Starts the watcher and settlement. Rejects when
 * - a development key would hold real money
 * - the signatories make no multisig account, or one that may not act for the treasury
 * - the ledger belongs to another treasury or another chain
 * - a new ledger would give out pots again
 */
export async function startChainSide(options: ChainSideOptions): Promise<ChainSide> {
  const { chain, ledger, key, guardians, threshold, calls, senses, caps, logger, checkpoint } = options
  refuseDevelopmentKey(chain, key)
  const treasury = treasuryOf(key.address, guardians, threshold, options.address)
  await refuseAnotherTreasury(ledger, treasury)
  await refuseOthersTreasury(chain, treasury)
  await recognise(chain, ledger, treasury, options.allowUsedTreasury ?? false)
  let cursor: Cursor | null = await patiently(chain, () => firstCursor(chain, ledger))
  let fault: string | null = null
  const onFault = (reason: string): void => {
    fault = reason
    options.onFault?.(reason)
  }
  const settlement = startSettlement({
    chain,
    ledger,
    pair: key,
    treasury,
    calls,
    caps,
    paused: options.paused || caps.perDay === 0n,
    logger,
    era: options.era ?? 64,
    checkpoint,
    onFault,
    approvalTimeout: options.approvalTimeout ?? APPROVAL_TIMEOUT,
  })
  const watcher = startWatcher({
    chain,
    ledger,
    senses,
    treasury,
    logger,
    heardUpTo: options.heardUpTo ?? ((timestamp) => timestamp - GRACE),
    onFault,
    checkpoint: (name) => checkpoint?.(name),
    onProgress: (reached) => {
      if (reached.block === cursor?.block) return
      cursor = reached
      fault = null
      settlement.soon()
    },
  })
  logger.info({ treasury: treasury.address, threshold, cursor: cursor.block }, 'chain side started')
  return {
    treasury,
    status: () => {
      const health = chain.health()
      const behind = Math.max(0, (health.finalized?.number ?? 0) - (cursor?.block ?? 0))
      return { chain: health, cursor, behind, fault }
    },
    settleSoon: () => settlement.soon(),
    stop: async () => {
      await Promise.all([watcher.stop(), settlement.stop()])
    },
  }
}

async function refuseAnotherTreasury(ledger: Ledger, treasury: Treasury): Promise<void> {
  const known = await readOnChain(ledger.queries)
  const foreign = known.find(
    ({ pots }) => pots && potAddress(treasury.address, potIn(pots, 'escrow')) !== pots.escrow,
  )
  if (foreign) throw new Error(anothers(`The escrow ${foreign.pots?.escrow}`, treasury))
  const till = tillOf(treasury.address)
  const tills = await readTills(ledger.queries)
  const another = tills.find((one) => one !== till)
  if (another !== undefined) throw new Error(anothers(`The till ${another}`, treasury))
}

const anothers = (what: string, { address }: Treasury): string =>
  `${what} in the ledger does not belong to the treasury ${address}: TREASURY must name the one that it was made with. ${HELP}`

async function refuseOthersTreasury(chain: Chain, treasury: Treasury): Promise<void> {
  const problem = await patiently(chain, () => whyNotActing(chain, treasury))
  if (problem !== null) throw new Error(`${problem} ${HELP}`)
}

const HELP = 'See "A replaced guardian" in docs/operating.md.'
