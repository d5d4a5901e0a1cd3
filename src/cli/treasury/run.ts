import type { KeyringPair } from '@polkadot/keyring/types'
import { askDelegates, mayActAtOnce } from '../../chain/delegates.ts'
import { treasuryOf } from '../../chain/pots.ts'
import { openWallet, type Wallet } from '../../chain/wallet.ts'
import { parseSs58 } from '../../handlers/kit/parse/ss58.ts'
import { UsageError } from '../exit-codes.ts'
import { during } from '../progress.ts'
import { type Consenting, consentBy } from '../signing/consent.ts'
import { type KeyOptions, openSigner, signerOf } from '../signing/signer.ts'
import { voiceOf } from '../voice.ts'
import { createTreasury } from './create.ts'
import { handOver } from './hand-over.ts'

interface Printing {
  readonly node: string
  readonly json?: true
}

interface CreateOptions extends Printing, Consenting, KeyOptions {
  readonly guardians: string
  readonly threshold: number
  readonly treasury?: string
}

/** Makes the treasury with the key that the options name, or with this one. Answers its address; null where nothing was signed. */
export async function create(options: CreateOptions, pair?: KeyringPair): Promise<string | null> {
  const { node, threshold } = options
  const guardians = addresses(options.guardians)
  const made = options.treasury === undefined ? undefined : address(options.treasury)
  const [voice, consent] = [voiceOf(options), consentBy(options)]
  const signer = pair ? signerOf(pair) : await openSigner(options)
  const { multisig } = treasuryOf(signer.address, guardians, threshold)
  voice.say(`${threshold} of ${[signer.address, ...guardians].join(', ')} make the account ${multisig}.`)
  voice.say(
    made === undefined
      ? 'An account without a key is made and given to it: two extrinsics, about 0.2 TAO.'
      : `${made} is given to it.`,
  )
  const account = (await consent('Sign it?'))
    ? await withWallet(node, async (wallet) =>
        createTreasury({ wallet, pair: await signer.unlock(), guardians, threshold, made, say: voice.say }),
      )
    : null
  for (const line of account === null ? ['Nothing was signed.'] : settingsOf(account, guardians, threshold))
    voice.say(line)
  voice.tell({ signed: account !== null, multisig, treasury: account, guardians, threshold })
  return account
}

const settingsOf = (account: string, guardians: readonly string[], threshold: number): string[] => [
  'Done. Start the App with these settings:',
  `  TREASURY=${account}`,
  `  GUARDIANS=${guardians.join(',')}`,
  `  THRESHOLD=${threshold}`,
]

interface GiveOptions extends Printing, Consenting, KeyOptions {
  readonly treasury: string
  readonly from: string
  readonly fromThreshold: number
  readonly to: string
  readonly toThreshold: number
}

export async function give(options: GiveOptions): Promise<void> {
  const treasury = address(options.treasury)
  const from = { addresses: addresses(options.from), threshold: options.fromThreshold }
  const to = { addresses: addresses(options.to), threshold: options.toThreshold }
  const [voice, consent] = [voiceOf(options), consentBy(options)]
  const signer = await openSigner(options)
  await withWallet(options.node, async (wallet) =>
    voice.tell(await handOver({ wallet, signer, address: treasury, voice, consent, from, to })),
  )
}

export async function show(options: Printing & { readonly treasury: string }): Promise<void> {
  const treasury = address(options.treasury)
  const delegates = await withWallet(options.node, ({ api }) => askDelegates(api, treasury))
  const voice = voiceOf(options)
  if (delegates.length === 0) voice.say(`Nobody acts for ${treasury} but who has its keys.`)
  for (const one of delegates) {
    const how = mayActAtOnce(one)
      ? 'in everything'
      : `as ${one.type}, ${one.delay} blocks after announcing it`
    voice.say(`${one.address} may act for it ${how}.`)
  }
  voice.tell({
    treasury,
    delegates: delegates.map(({ address, type, delay }) => ({ address, type, delay_blocks: delay })),
  })
}

async function withWallet<Result>(node: string, run: (wallet: Wallet) => Promise<Result>): Promise<Result> {
  const wallet = await during(`Connecting to ${node}`, openWallet(node))
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
