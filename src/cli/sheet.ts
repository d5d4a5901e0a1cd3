import { Command } from 'commander'
import pino from 'pino'
import { type Chain, connectChain, type Head } from '../chain/client.ts'
import { type HoldersAt, holdersAt } from '../chain/holders/holders-at.ts'
import { readAvailable } from '../handlers/dividends/terms.ts'
import { print, say } from './output.ts'
import { type Seen, verifySheet } from './sheet/verify.ts'

interface Options {
  readonly node: string
  readonly block?: string
}

const NODE = process.env.SUBTENSOR_ENDPOINT ?? 'ws://127.0.0.1:9944'

/** `tributary sheet …`: what a day's distribution is made from, for anyone who wants to compute it again. */
export function sheetCommand(): Command {
  const sheet = new Command('sheet').description('What a day’s distribution is made from.')
  sheet
    .command('holders')
    .description('Prints who holds a subnet’s alpha at a block, as JSON that can be kept and read again.')
    .argument('<netuid>', 'the subnet')
    .option(
      '--block <number>',
      'a finalized block; without it the newest. One that is older than 256 needs an archive node',
    )
    .option('--node <url>', 'a Subtensor node', NODE)
    .action(async (netuid: string, options: Options) => {
      if (!/^[0-9]{1,5}$/.test(netuid)) throw new Error('The netuid is a number.')
      const held = await readFrom(options, (chain, block) => holdersAt(chain, Number(netuid), block))
      print(`${JSON.stringify(recordOf(held), null, 1)}\n`)
    })
  sheet
    .command('verify')
    .description('Computes a day’s sheet again and holds it against its digest.')
    .argument('<digest>', 'the sheet, as the page of the subnet names it')
    .option(
      '--holders <file>',
      'who held the alpha, as `sheet holders` printed it; without it a node is asked',
    )
    .option('--node <url>', 'a Subtensor node; an archive node for a day that is over', NODE)
    .option(
      '--explorer <url>',
      'the explorer of the App',
      process.env.TRIBUTARY_EXPLORER ?? 'http://127.0.0.1:3000',
    )
    .action(async (digest: string, { holders, explorer, node }: Verifying) => {
      const read = (netuid: number, block: Head, accounts: readonly string[]) =>
        readFrom({ node, block: String(block.number) }, async (chain, at): Promise<Seen> => {
          const { positions } = await holdersAt(chain, netuid, at)
          const own = await readAvailable(chain, netuid, accounts, at.hash)
          return { hash: at.hash, positions, own }
        })
      for (const line of await verifySheet({ digest, explorer, holders: holders ?? null, read })) say(line)
    })
  return sheet
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
  if (!/^[0-9]{1,9}$/.test(asked)) throw new Error('Write --block as the number of a block.')
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
