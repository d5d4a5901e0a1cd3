import { parseTao } from '../../handlers/kit/parse/amount.ts'
import { formatTao } from '../../mechanisms/money.ts'
import type { SubnetState } from '../../mechanisms/subnet/state.ts'
import type { Moved, Turn } from './steering.ts'

/** What people do with their wallets, which on a local network are development keys of their names. */

export async function link({ ledger, market }: Moved, { stream, login }: Turn): Promise<string> {
  const { idea } = await ledger.readSubnet(stream)
  await market.link(login, idea?.issue ?? 0)
  return `${login} has commented /link below the idea, with a signature of the wallet.`
}

export async function pay({ ledger, wallets }: Moved, { stream, login }: Turn): Promise<string> {
  const callHex = dueBill(await ledger.readSubnet(stream))
  if (callHex === undefined)
    throw new Error('There is no bill to pay now. A new one takes a moment to be made.')
  const call = wallets.api.registry.createType('Call', callHex)
  const { hash } = await wallets.send(login, wallets.api.tx[call.section]?.[call.method]?.(...call.args))
  return `The wallet of ${login} has paid the bill: extrinsic ${hash}.`
}

/** The bill of the guarantee while its miner is invited, that of the idea before it is paid. */
function dueBill({ phase, deposit, rounds }: SubnetState): string | undefined {
  const round = rounds.at(-1)
  if (round?.stage === 'invited') return round.invitation?.bill?.callHex
  return phase === 'awaiting-deposit' ? deposit.bill?.callHex : undefined
}

export async function contribute(
  { ledger, wallets }: Moved,
  { stream, login, amount }: Turn,
): Promise<string> {
  const rao = parseTao(amount)
  if (!rao.ok) throw new Error(rao.reason)
  const { funding } = await ledger.readSubnet(stream)
  const loan = funding?.loan?.id
  if (loan === undefined) throw new Error('There is no crowdloan to contribute to now.')
  await wallets.send(login, wallets.api.tx.crowdloan?.contribute?.(loan, rao.value))
  return `The wallet of ${login} has contributed ${formatTao(rao.value)}.`
}
