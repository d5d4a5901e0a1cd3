import type { Chain } from '../../chain/client.ts'
import type { Block } from '../../chain/watcher/block.ts'
import type { Fact } from '../../chain/watcher/facts.ts'
import { fetchBlock } from '../../chain/watcher/fetch-block.ts'
import { readBlock } from '../../chain/watcher/read-block.ts'
import type { Watched } from '../../chain/watcher/watch-list.ts'

/** What moved in and out of a crowdloan in one block. */
export interface Moves {
  readonly block: Block
  readonly facts: readonly Fact[]
}

const NOTHING: Watched = {
  treasury: '',
  pots: new Map(),
  loans: new Set(),
  attempts: new Map(),
  approvals: new Map(),
  registrations: new Map(),
}

const isMove = ({ kind }: Fact): boolean => kind === 'contribution' || kind === 'withdrawal'

/** Blocks that are fetched at the same time. */
const AHEAD = 16

/** The contributions and withdrawals of these blocks, both ends included: those of a loan that nobody watched when they were read. */
export async function readMoves(
  chain: Pick<Chain, 'api' | 'request' | 'registryAfter'>,
  loan: number,
  from: number,
  to: number,
): Promise<Moves[]> {
  const moves: Moves[] = []
  for (let first = from; first <= to; first += AHEAD) {
    const count = Math.min(AHEAD, to - first + 1)
    const numbers = Array.from({ length: count }, (_, step) => first + step)
    for (const block of await Promise.all(numbers.map((number) => fetchBlock(chain, number)))) {
      const facts = readBlock(block, { ...NOTHING, loans: new Set([loan]) }).filter(isMove)
      if (facts.length > 0) moves.push({ block, facts })
    }
  }
  return moves
}
