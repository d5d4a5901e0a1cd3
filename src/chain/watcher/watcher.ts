import type { Logger } from 'pino'
import { type Cursor, createCursor, moveCursor, readCursor } from '../../ledger/cursors.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { Chain, Head } from '../client.ts'
import { reasonOf } from '../connection.ts'
import { type Loop, startLoop } from '../loop.ts'
import type { Treasury } from '../pots.ts'
import type { Senses } from '../senses.ts'
import type { Block } from './block.ts'
import type { Fact } from './facts.ts'
import { fetchBlock, PRUNED } from './fetch-block.ts'
import { readBlock } from './read-block.ts'
import { recordBlock } from './record.ts'
import { type DueNext, readWatched } from './watched.ts'

export interface WatcherOptions {
  readonly chain: Chain
  readonly ledger: Ledger
  /** Who hears of what people do on the chain: the families say. */
  readonly senses: Senses
  readonly treasury: Treasury
  readonly logger: Logger
  /** Up to when all that people wrote was heard, when the chain is at this time: milliseconds, UTC. */
  readonly heardUpTo: (timestamp: number) => number
  /** Called before a block with an outcome of ours is recorded. */
  readonly checkpoint: (name: 'final') => Promise<void> | void
  /** Called after the cursor has moved. */
  readonly onProgress: (cursor: Cursor, head: Head) => void
  readonly onFault: (reason: string) => void
}

/** Blocks that are fetched at the same time while catching up. */
const AHEAD = 16

/**
 * Follows finalized blocks from the ledger's cursor, in order and without a gap. One transaction commits what a block holds for us and
 * moves the cursor. So a block counts exactly once, whatever stops the process.
 */
export function startWatcher(options: WatcherOptions): Loop {
  const { chain, logger, onFault } = options
  const memory: Memory = { recorded: null }
  return startLoop({
    every: () => Math.min(Math.max(chain.slotDuration / 4, 50), 2_000),
    run: () => follow(options, memory),
    onError: (error, failures) => {
      const reason = reasonOf(error)
      onFault(reason)
      const pruned = reason.includes(PRUNED)
      if (pruned) chain.leaveNode('it has no archive')
      logger[failures > 3 || pruned ? 'error' : 'warn']({ reason, failures }, 'watching the chain failed')
    },
  })
}

/** The ledger begins with the head that is final when it first sees the chain. */
export async function firstCursor(chain: Chain, ledger: Ledger): Promise<Cursor> {
  const known = await readCursor(ledger.queries)
  if (known) return known
  const head = await chain.finalized()
  const { timestamp } = await fetchBlock(chain, head.number)
  const cursor = { block: head.number, blockHash: head.hash, at: timestamp }
  await createCursor(ledger.queries, cursor)
  return (await readCursor(ledger.queries)) ?? cursor
}

/** Up to which head the ledger has come, so that it is not asked again while the chain stands still. */
interface Memory {
  recorded: string | null
}

async function follow(options: WatcherOptions, memory: Memory): Promise<void> {
  const { chain, ledger, onProgress } = options
  const head = await chain.finalized()
  if (head.hash === memory.recorded) return
  for (;;) {
    const cursor = await firstCursor(chain, ledger)
    onProgress(cursor, head)
    if (cursor.block >= head.number) {
      memory.recorded = head.hash
      return
    }
    const last = Math.min(head.number, cursor.block + AHEAD)
    const numbers = Array.from({ length: last - cursor.block }, (_, step) => cursor.block + 1 + step)
    const blocks = await Promise.all(numbers.map((number) => fetchBlock(chain, number)))
    await take(options, cursor, blocks)
  }
}

/** Blocks that hold nothing of ours move the cursor together. */
async function take(options: WatcherOptions, cursor: Cursor, blocks: readonly Block[]): Promise<void> {
  const { ledger, treasury } = options
  let reached = cursor
  let recorded = cursor
  let known = await readWatched(ledger.queries, treasury)
  for (const block of blocks) {
    if (block.parentHash !== reached.blockHash) throw new Error(otherChain(reached))
    reached = { block: block.number, blockHash: block.hash, at: block.timestamp }
    const facts = readBlock(block, known.watched)
    if (facts.length === 0 && !isDue(block, known.due)) continue
    if (!(await record(options, block, facts, recorded, reached))) return
    recorded = reached
    known = await readWatched(ledger.queries, treasury)
  }
  if (reached !== recorded) await moveCursor(ledger.queries, recorded, reached)
}

const isDue = (block: Block, { at, block: number }: DueNext): boolean =>
  (at !== null && at <= block.timestamp) || (number !== null && number <= block.number)

/** False where another process was there first: then nothing is written. */
async function record(
  { ledger, senses, logger, heardUpTo, checkpoint }: WatcherOptions,
  block: Block,
  facts: readonly Fact[],
  from: Cursor,
  to: Cursor,
): Promise<boolean> {
  if (facts.some(({ kind }) => kind === 'landed' || kind === 'executed')) await checkpoint('final')
  const isFirst = await ledger.write(async (writing) => {
    if (!(await moveCursor(writing.queries, from, to))) return false
    await recordBlock(writing, senses, block, facts, heardUpTo(block.timestamp))
    return true
  })
  if (isFirst && facts.some((fact) => 'outcomes' in fact && fact.outcomes === 'unreadable'))
    logger.error({ block: block.number }, 'intent held: its outcome could not be read')
  if (isFirst)
    logger.info({ block: block.number, facts: facts.map(({ kind }) => kind) }, 'finalized block recorded')
  return isFirst
}

const otherChain = ({ block, blockHash }: Cursor): string =>
  `The chain does not go on from block ${block} (${blockHash}), which the ledger has recorded: it belongs to another chain.`
