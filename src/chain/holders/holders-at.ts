import type { Position } from '../../mechanisms/dividends/holders.ts'
import type { Chain, Head } from '../client.ts'
import { checkSample } from './check-sample.ts'
import { readPositions } from './read-holders.ts'

/** Who held a subnet's alpha at a block. */
export interface HoldersAt {
  readonly netuid: number
  readonly block: Head
  /** By coldkey and hotkey. */
  readonly positions: readonly Position[]
}

/** Reads them all and has a sample checked by the runtime. Throws `StateGone` where the node has dropped the block's state. */
export async function holdersAt(
  chain: Pick<Chain, 'api' | 'request'>,
  netuid: number,
  block: Head,
): Promise<HoldersAt> {
  const positions: Position[] = []
  for await (const page of readPositions(chain, netuid, block.hash)) positions.push(...page.positions)
  await checkSample(chain, netuid, block.hash, positions)
  return { netuid, block, positions: positions.sort(byPlace) }
}

const byPlace = (one: Position, other: Position): number =>
  one.coldkey === other.coldkey ? compare(one.hotkey, other.hotkey) : compare(one.coldkey, other.coldkey)

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
