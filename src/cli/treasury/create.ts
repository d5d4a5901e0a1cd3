import type { KeyringPair } from '@polkadot/keyring/types'
import type { EventRecord } from '@polkadot/types/interfaces'
import { encodeAddress } from '@polkadot/util-crypto'
import { askDelegates, isActing } from '../../chain/delegates.ts'
import { callOf } from '../../chain/extrinsic.ts'
import { SS58_PREFIX, treasuryOf } from '../../chain/pots.ts'
import type { Wallet } from '../../chain/wallet.ts'
import { during } from '../progress.ts'

export interface Creating {
  readonly wallet: Wallet
  /** The App's own key: it makes the account, and then gives it away. */
  readonly pair: KeyringPair
  /** SS58. */
  readonly guardians: readonly string[]
  readonly threshold: number
  /** One that was made before and not given away yet, SS58. */
  readonly made?: string | undefined
  readonly say: (line: string) => void
}

/**
 * Makes an account that has no key and for which nobody acts but the multisig account of key and guardians. Answers its
 * address, SS58. Two extrinsics, because the address follows from the block of the first. Throws where somebody else could still act.
 */
export async function createTreasury(creating: Creating): Promise<string> {
  const { wallet, pair, guardians, threshold, say } = creating
  const { signer, multisig } = treasuryOf(pair.address, guardians, threshold)
  const address = creating.made ?? (await makePure(creating))
  await refuseOthers(wallet, address, signer)
  say(`Giving it to ${multisig}, the account of the key and its guardians…`)
  await during('Waiting for the chain', wallet.send(pair, entrusted(wallet, address, signer, multisig)))
  await refuseOthers(wallet, address, multisig)
  return address
}

async function refuseOthers({ api }: Wallet, address: string, one: string): Promise<void> {
  const delegates = await askDelegates(api, address)
  if (delegates.length === 1 && delegates.every((delegate) => isActing(delegate, one))) return
  throw new Error(
    `${address} is not as it must be: ${one} alone should act for it. Put nothing into it, and make another.`,
  )
}

async function makePure({ wallet, pair, say }: Creating): Promise<string> {
  say('Making an account without a key; waiting until it is final…')
  const call = callOf(wallet.api, 'proxy', 'createPure', 'Any', 0, 0)
  const { events } = await during('Waiting for the chain', wallet.send(pair, call))
  const address = pureOf(events)
  say(`Made ${address}. Should what follows fail, go on with --treasury ${address}`)
  return address
}

function pureOf(events: readonly EventRecord[]): string {
  const made = events.find(({ event }) => event.section === 'proxy' && event.method === 'PureCreated')
  const [pure] = made?.event.data ?? []
  if (!pure) throw new Error('The chain did not say which account it made.')
  return encodeAddress(pure.toString(), SS58_PREFIX)
}

/** The account pays for one more delegate while it has two; what that takes stays in the float. */
function entrusted({ api }: Wallet, address: string, maker: string, multisig: string) {
  const { proxyDepositBase: base, proxyDepositFactor: factor } = api.consts.proxy ?? {}
  const deposit = BigInt(base?.toString() ?? 0) + BigInt(factor?.toString() ?? 0)
  const asTreasury = (name: string, delegate: string) =>
    callOf(api, 'proxy', 'proxy', address, null, callOf(api, 'proxy', name, delegate, 'Any', 0))
  return callOf(api, 'utility', 'batchAll', [
    callOf(api, 'balances', 'transferKeepAlive', address, deposit),
    asTreasury('addProxy', multisig),
    asTreasury('removeProxy', maker),
  ])
}
