import type { Logger } from 'pino'
import { closeLost, noteBroadcast, type OpenAttempt, readOpenAttempts } from '../../ledger/attempts.ts'
import { type Cursor, readCursor } from '../../ledger/cursors.ts'
import { whyFrozen, whySwapped } from '../coldkey-swap.ts'
import { reasonOf } from '../connection.ts'
import { type Loop, startLoop } from '../loop.ts'
import { nonceOf } from '../nonce.ts'
import { broadcast } from './broadcast.ts'
import { MOST_BEHIND } from './limits.ts'
import { type Memory, nothingKnown } from './memory.ts'
import { plan } from './plan.ts'
import { reserve } from './reserve.ts'
import { reweigh } from './reweigh.ts'
import { type Withdrawing, withdrawLate } from './withdraw.ts'

/**
 * Where a test may stop the process: signed and stored; taken by a node; in a block that is not final; seen final and not
 * recorded.
 */
export type Checkpoint = 'signed' | 'broadcast' | 'in-block' | 'final'

export interface SettlementOptions extends Withdrawing {
  readonly logger: Logger
  readonly checkpoint?: ((name: Checkpoint) => Promise<void> | void) | undefined
  readonly onFault: (reason: string) => void
}

/** What was taken and is not final is sent again after so many slots: a reorganisation may have dropped it. */
const RESEND_AFTER = 8

/**
 * Makes owed intents true on chain, each exactly once. Only the watcher concludes: an outcome is what a finalized block says.
 * An attempt is lost only when the ledger has seen every block in which it could have landed.
 */
export function startSettlement(options: SettlementOptions): Loop {
  const memory = nothingKnown()
  return startLoop({
    // Each block and each delivery calls for a run as well: this one is for when none comes.
    every: () => 2 * halfSlot(options),
    afterFailure: () => halfSlot(options),
    run: () => settle(options, memory),
    onError: (error, failures) => {
      const reason = reasonOf(error)
      options.onFault(reason)
      options.logger[failures > 3 ? 'error' : 'warn']({ reason, failures }, 'settlement failed')
    },
  })
}

const halfSlot = ({ chain }: SettlementOptions): number =>
  Math.min(Math.max(chain.slotDuration / 2, 100), 6_000)

async function settle(options: SettlementOptions, memory: Memory): Promise<void> {
  const { chain, ledger, treasury, logger } = options
  const cursor = await readCursor(ledger.queries)
  if (!cursor) return
  const open = await giveUp(options, cursor, await readOpenAttempts(ledger.queries, treasury.signer))
  for (const attempt of options.paused ? [] : open) {
    await send(options, memory, attempt, cursor)
    if (options.checkpoint) await noteInBlock(options, attempt)
  }
  const head = await chain.finalized()
  if (head.number - cursor.block > MOST_BEHIND) return
  await reweigh(options, memory)
  await lookForFreeze(options, memory)
  const withdrawal = await withdrawLate(options, cursor, memory.unreadable)
  if (withdrawal) logger.warn({ hash: withdrawal }, 'call taken back: it is not waited for any longer')
  while (await signNext(options, memory, cursor)) {
    // Another extrinsic while there is more that is due than one holds.
  }
}

/** Alarms also while nothing is owed: there are days to call the swap off, and then it is too late. */
async function lookForFreeze(
  { chain, ledger, treasury, logger, onFault }: SettlementOptions,
  memory: Memory,
): Promise<void> {
  const frozen = (await whySwapped(ledger.queries, treasury)) ?? (await whyFrozen(chain, treasury))
  if (frozen !== null) onFault(frozen)
  if (frozen !== null && frozen !== memory.frozen) logger.error({ reason: frozen }, 'the treasury is frozen')
  memory.frozen = frozen
}

/** Closes what no block can take any more; answers what of the open ones is left. */
async function giveUp(
  { chain, ledger, treasury, logger }: SettlementOptions,
  { block, blockHash }: Cursor,
  open: readonly OpenAttempt[],
): Promise<readonly OpenAttempt[]> {
  const isOver = open.some(({ deathBlock }) => deathBlock <= block)
  const isOutdated = open.some(({ specVersion }) => specVersion !== null && specVersion < chain.specVersion)
  if (!isOver && !isOutdated) return open
  const specAfter = isOutdated ? await chain.specAfter(blockHash) : 0
  const lost = await ledger.write(({ queries }) => closeLost(queries, treasury.signer, { block, specAfter }))
  for (const hash of lost) logger.warn({ hash, block }, 'extrinsic lost: what it was for is due again')
  return open.filter(({ hash }) => !lost.includes(hash))
}

/** The same bytes again and again while their era lives: the chain takes them once. */
async function send(
  { chain, ledger, logger, checkpoint }: SettlementOptions,
  { sent }: Memory,
  { hash, bytes, deathBlock, status }: OpenAttempt,
  cursor: Cursor,
): Promise<void> {
  const last = sent.get(hash) ?? Number.NEGATIVE_INFINITY
  const pause = chain.slotDuration * (status === 'broadcast' ? RESEND_AFTER : 1)
  if (performance.now() - last < pause || deathBlock <= cursor.block) return
  sent.set(hash, performance.now())
  const answer = await broadcast(chain.request, bytes)
  if (answer.kind === 'taken') {
    if (status === 'signed') await noteBroadcast(ledger.queries, hash, null)
    await checkpoint?.('broadcast')
    return
  }
  logger[answer.kind === 'stale' ? 'debug' : 'warn']({ hash, ...answer }, 'extrinsic not taken by the node')
  await noteBroadcast(ledger.queries, hash, answer.detail)
}

async function noteInBlock(
  { chain, treasury, checkpoint }: SettlementOptions,
  { nonce }: OpenAttempt,
): Promise<void> {
  const next = await nonceOf(chain, treasury.signer)
  if (next > nonce) await checkpoint?.('in-block')
}

/** Signs one extrinsic for what is due, and sends it. False where nothing was signed. */
async function signNext(options: SettlementOptions, memory: Memory, cursor: Cursor): Promise<boolean> {
  const { ledger, logger, checkpoint } = options
  const planned = await plan(options, ledger.queries, cursor, memory)
  if (!planned) return false
  const { signed, intents, news } = await ledger.write((writing) =>
    reserve(options, writing, cursor, planned),
  )
  for (const held of news) logger.warn(held, 'intent held')
  if (!signed) return false
  const { hash, nonce } = signed
  logger.info({ hash, nonce, intents: intents.length }, 'extrinsic signed')
  await checkpoint?.('signed')
  await send(options, memory, { ...signed, status: 'signed' }, cursor)
  return true
}
