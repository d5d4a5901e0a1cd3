import pino from 'pino'
import { type Chain, connectChain, type Head } from '../../chain/client.ts'
import { type HoldersAt, holdersAt } from '../../chain/holders/holders-at.ts'
import { readAvailable } from '../../handlers/dividends/terms.ts'
import { UsageError } from '../exit-codes.ts'
import { print } from '../output.ts'
import { type Reader, type SeenBlock, verifySheet } from './verify.ts'

interface Options {
  readonly node: string
  readonly block?: string
}

/** `tributary sheet holders`: who holds a subnet's alpha at a block. */
export async function printHolders(netuid: string, options: Options): Promise<void> {
  if (!/^[0-9]{1,5}$/.test(netuid)) throw new UsageError('The netuid is a number.')
  const held = await readFrom(options, (chain, block) => holdersAt(chain, Number(netuid), block))
  print(`${JSON.stringify(recordOf(held), null, 1)}\n`)
}

/** `tributary sheet verify`: what was checked and what was believed, a line each. */
export function verifyByNode(digest: string, { holders, explorer, node }: Verifying): Promise<string[]> {
  const read: Reader = (netuid, block, accounts, owners) =>
    readFrom({ node, block: String(block.number) }, async (chain, at): Promise<SeenBlock> => {
      const { positions } = await holdersAt(chain, netuid, at)
      const own = await readAvailable(chain, netuid, accounts, at.hash, owners)
      return { hash: at.hash, positions, own }
    })
  return verifySheet({ digest, explorer, holders: holders ?? null, read })
}

interface Verifying {
  readonly explorer: string
  readonly node: string
  readonly holders?: string
}

async function readFrom<T>(
  { node, block }: Options,
  read: (chain: Chain, block: Head) => Promise<T>,
): Promise<T> {
  const chain = await connectChain({ endpoints: [node], logger: pino({ level: 'silent' }) })
  try {
    return await read(chain, await blockOf(chain, block))
  } finally {
    await chain.close()
  }
}

async function blockOf(chain: Chain, asked: string | undefined): Promise<Head> {
  const head = await chain.finalized()
  if (asked === undefined) return head
  if (!/^[0-9]{1,9}$/.test(asked)) throw new UsageError('Write --block as the number of a block.')
  const number = Number(asked)
  if (number > head.number)
    throw new Error(`Block ${number} is not final yet: the newest that is has the number ${head.number}.`)
  const hash = await chain.request<string | null>('chain_getBlockHash', [number])
  if (hash === null) throw new Error(`The node does not know block ${number}.`)
  return { number, hash }
}

/** Amounts are texts: they are larger than what JSON's numbers hold exactly in other languages. */
const recordOf = ({ netuid, block, positions }: HoldersAt) => ({
  netuid,
  block: block.number,
  block_hash: block.hash,
  positions: positions.map(({ coldkey, hotkey, amount }) => ({
    coldkey,
    hotkey,
    alpha_rao: String(amount),
  })),
})
