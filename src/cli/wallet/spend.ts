import { encodeAddress } from '@polkadot/util-crypto'
import { loadKey } from '../../chain/keystore.ts'
import { SS58_PREFIX } from '../../chain/pots.ts'
import { openWallet, type Wallet } from '../../chain/wallet.ts'
import { formatTao } from '../../mechanisms/money.ts'
import { say } from '../output.ts'

type Call = Parameters<Wallet['send']>[1]

/** Signs what `build` makes, and waits until it is final. */
export async function spend(
  { node }: { readonly node: string },
  build: (wallet: Wallet, payer: string) => Call | Promise<Call>,
): Promise<void> {
  const pair = await loadKey(process.env)
  const wallet = await openWallet(node)
  try {
    const extrinsic = await build(wallet, encodeAddress(pair.address, SS58_PREFIX))
    say(`Signed by ${pair.address}; waiting until it is final…`)
    const { hash, fee } = await wallet.send(pair, extrinsic)
    say(`Final: extrinsic ${hash}, network fee ${formatTao(fee)}.`)
  } finally {
    await wallet.close()
  }
}
