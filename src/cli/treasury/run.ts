import { askDelegates, mayActAtOnce } from '../../chain/delegates.ts'
import { loadKey } from '../../chain/keystore.ts'
import { openWallet, type Wallet } from '../../chain/wallet.ts'
import { parseSs58 } from '../../handlers/kit/parse/ss58.ts'
import { confirmOnTerminal } from '../confirm.ts'
import { UsageError } from '../exit-codes.ts'
import { say } from '../output.ts'
import { createTreasury } from './create.ts'
import { handOver } from './hand-over.ts'

interface CreateOptions {
  readonly node: string
  readonly guardians: string
  readonly threshold: number
  readonly treasury?: string
}

export async function create({ node, treasury, threshold, ...options }: CreateOptions): Promise<void> {
  const guardians = addresses(options.guardians)
  const made = treasury === undefined ? undefined : address(treasury)
  const pair = await loadKey(process.env)
  const account = await withWallet(node, (wallet) =>
    createTreasury({ wallet, pair, guardians, threshold, made, say }),
  )
  say('Done. Start the App with these settings:')
  say(`  TREASURY=${account}`)
  say(`  GUARDIANS=${guardians.join(',')}`)
  say(`  THRESHOLD=${threshold}`)
}

interface GiveOptions {
  readonly node: string
  readonly treasury: string
  readonly from: string
  readonly fromThreshold: number
  readonly to: string
  readonly toThreshold: number
  readonly yes?: true
}

export async function give({ node, yes, ...options }: GiveOptions): Promise<void> {
  const treasury = address(options.treasury)
  const from = { addresses: addresses(options.from), threshold: options.fromThreshold }
  const to = { addresses: addresses(options.to), threshold: options.toThreshold }
  const pair = await loadKey(process.env)
  await withWallet(node, (wallet) =>
    handOver({
      wallet,
      pair,
      address: treasury,
      say,
      from,
      to,
      confirm: yes ? async () => true : () => confirmOnTerminal('Sign it?'),
    }),
  )
}

export async function show(options: { readonly node: string; readonly treasury: string }): Promise<void> {
  const treasury = address(options.treasury)
  const delegates = await withWallet(options.node, ({ api }) => askDelegates(api, treasury))
  if (delegates.length === 0) say(`Nobody acts for ${treasury} but who has its keys.`)
  for (const one of delegates) {
    const how = mayActAtOnce(one)
      ? 'in everything'
      : `as ${one.type}, ${one.delay} blocks after announcing it`
    say(`${one.address} may act for it ${how}.`)
  }
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
  throw new UsageError(parsed.reason)
}

const addresses = (text: string): string[] =>
  text
    .split(',')
    .filter((part) => part.trim() !== '')
    .map(address)
