import { Command } from 'commander'
import { askDelegates, mayActAtOnce } from '../chain/delegates.ts'
import { loadKey } from '../chain/keystore.ts'
import { openWallet, type Wallet } from '../chain/wallet.ts'
import { parseSs58 } from '../handlers/kit/parse/ss58.ts'
import { confirmOnTerminal } from './confirm.ts'
import { say } from './output.ts'
import { createTreasury } from './treasury/create.ts'
import { handOver } from './treasury/hand-over.ts'
import { KEY_HELP } from './wallet.ts'

/** `tributary treasury create | hand-over | show`: who acts for the treasury, and how others take their place. */
export function treasuryCommand(): Command {
  return new Command('treasury')
    .description('Makes a treasury whose guardians can be replaced, and replaces them.')
    .addCommand(create())
    .addCommand(give())
    .addCommand(show())
}

const withNode = (name: string, description: string): Command =>
  new Command(name)
    .description(description)
    .option(
      '--node <url>',
      'your own Subtensor node',
      process.env.SUBTENSOR_ENDPOINT ?? 'ws://127.0.0.1:9944',
    )

interface CreateOptions {
  readonly node: string
  readonly guardians: string[]
  readonly threshold: number
  readonly treasury?: string
}

function create(): Command {
  return withNode(
    'create',
    'Makes the treasury: an account without a key, for which only the App’s key and the guardians act together.',
  )
    .requiredOption('--guardians <coldkeys>', 'the guardians’ addresses, separated by commas', addresses)
    .option('--threshold <number>', 'how many of key and guardians must approve', threshold, 2)
    .option('--treasury <address>', 'goes on with one that was made and not given to them yet', address)
    .addHelpText(
      'after',
      `${KEY_HELP}
It must be the App’s own key, and pays about 0.2 TAO: half of it is a deposit that stays, the rest goes into the float.`,
    )
    .action(async ({ node, treasury, ...options }: CreateOptions) => {
      const pair = await loadKey(process.env)
      const made = await withWallet(node, (wallet) =>
        createTreasury({ wallet, pair, ...options, made: treasury, say }),
      )
      say('Done. Start the App with these settings:')
      say(`  TREASURY=${made}`)
      say(`  GUARDIANS=${options.guardians.join(',')}`)
      say(`  THRESHOLD=${options.threshold}`)
    })
}

interface GiveOptions {
  readonly node: string
  readonly treasury: string
  readonly from: string[]
  readonly fromThreshold: number
  readonly to: string[]
  readonly toThreshold: number
  readonly yes?: true
}

function give(): Command {
  return withNode(
    'hand-over',
    'For those who act for the treasury now: gives it to other signatories. As many run it as the threshold needs.',
  )
    .requiredOption('--treasury <address>', 'the treasury', address)
    .requiredOption('--from <coldkeys>', 'who acts now: the App’s key and the guardians', addresses)
    .option('--from-threshold <number>', 'how many of them must approve', threshold, 2)
    .requiredOption('--to <coldkeys>', 'who acts then: the App’s key and the guardians', addresses)
    .option('--to-threshold <number>', 'how many of them must approve then', threshold, 2)
    .option('--yes', 'sign without asking')
    .addHelpText(
      'after',
      `${KEY_HELP}
All must name the same people and thresholds: from these each makes the very call that the others approve. Agree on them by a way
that you trust. With the App’s own key stop the App first: it keeps count of that key’s nonces.`,
    )
    .action(async ({ node, treasury, yes, ...options }: GiveOptions) => {
      const pair = await loadKey(process.env)
      await withWallet(node, (wallet) =>
        handOver({
          wallet,
          pair,
          address: treasury,
          say,
          from: { addresses: options.from, threshold: options.fromThreshold },
          to: { addresses: options.to, threshold: options.toThreshold },
          confirm: yes ? async () => true : () => confirmOnTerminal('Sign it?'),
        }),
      )
    })
}

function show(): Command {
  return withNode('show', 'Who may act for a treasury, as a node has it.')
    .requiredOption('--treasury <address>', 'the treasury', address)
    .action(async ({ node, treasury }: { node: string; treasury: string }) => {
      const delegates = await withWallet(node, ({ api }) => askDelegates(api, treasury))
      if (delegates.length === 0) say(`Nobody acts for ${treasury} but who has its keys.`)
      for (const one of delegates) {
        const how = mayActAtOnce(one)
          ? 'in everything'
          : `as ${one.type}, ${one.delay} blocks after announcing it`
        say(`${one.address} may act for it ${how}.`)
      }
    })
}

async function withWallet<Result>(node: string, run: (wallet: Wallet) => Promise<Result>): Promise<Result> {
  const wallet = await openWallet(node)
  try {
    return await run(wallet)
  } finally {
    await wallet.close()
  }
}

function address(text: string): string {
  const parsed = parseSs58(text.trim())
  if (parsed.ok) return parsed.value
  throw new Error(parsed.reason)
}

const addresses = (text: string): string[] =>
  text
    .split(',')
    .filter((part) => part.trim() !== '')
    .map(address)

function threshold(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text)
  throw new Error('A threshold is a whole number from 1 on.')
}
