import type { KeyringPair } from '@polkadot/keyring/types'
import { u8aToHex } from '@polkadot/util'
import { cryptoWaitReady } from '@polkadot/util-crypto'
import type { Receipt } from '../../chain/sign-once.ts'
import { openWallet, type Wallet } from '../../chain/wallet.ts'
import { developmentPair } from '../subtensor/accounts.ts'

/** What people do with their own wallets on the local network, each under a development key of their own name. */
export interface Wallets extends Omit<Wallet, 'send'> {
  addressOf(name: string): string
  send(name: string, extrinsic: Parameters<Wallet['send']>[1]): Promise<Receipt>
  /** The signature over a text, as `/link` wants it: hex. */
  signText(name: string, text: string): string
}

export async function openWallets(url: string): Promise<Wallets> {
  const pairOf = await openPairs()
  const wallet = await openWallet(url)
  return {
    get api() {
      return wallet.api
    },
    request: wallet.request,
    balanceOf: wallet.balanceOf,
    close: wallet.close,
    addressOf: (name) => pairOf(name).address,
    send: (name, extrinsic) => wallet.send(pairOf(name), extrinsic),
    signText: (name, text) => u8aToHex(pairOf(name).sign(text)),
  }
}

/** SS58 addresses of the development keys by name, for who has no network yet. */
export async function openAddresses(): Promise<(name: string) => string> {
  const pairOf = await openPairs()
  return (name) => pairOf(name).address
}

async function openPairs(): Promise<(name: string) => KeyringPair> {
  await cryptoWaitReady()
  return (name) => developmentPair(`//${name}`)
}
