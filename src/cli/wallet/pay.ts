import { type BillContents, decodeBill } from '../../handlers/bills.ts'
import { formatTao } from '../../mechanisms/money.ts'
import { readCustody, refuseImpostor, refuseStranger, unvouched } from '../custody.ts'
import { oneLine } from '../output.ts'
import { type ApiIdea, readIdea, type WalletOptions } from './idea.ts'
import { spend } from './spend.ts'

export async function pay(issue: string, options: WalletOptions): Promise<void> {
  const idea = await readIdea(issue, options)
  const due = dueBill(idea)
  if (!due) throw new Error(`Idea #${issue} has no bill to pay: it is ${oneLine(idea.phase)}.`)
  const custody = await readCustody(options.explorer)
  await spend(options, async (wallet, payer) => {
    await refuseImpostor(wallet, custody, options.treasury)
    if (due.into !== null) refuseStranger(due.into, custody)
    const does = [
      ...unvouched(custody, options.treasury),
      explain(decodeBill({ api: () => wallet.api }, due.callHex), { due, issue, payer }),
    ]
    const call = wallet.api.registry.createType('Call', due.callHex)
    return { does, question: 'Pay it?', call: wallet.api.tx[call.section]?.[call.method]?.(...call.args) }
  })
}

interface DueBill {
  readonly kind: BillContents['kind']
  readonly callHex: string
  /** SS58 of the account that it must pay. */
  readonly into: string | null
  /** How the remark of a guarantee must end; empty for an idea. */
  readonly names: string
  /** Who alone may pay, SS58; null where the rules look for the discoverer's coldkey. */
  readonly coldkey: string | null
}

/** The bill that is to be paid now: the guarantee's while its miner is invited, the idea's before it is paid. */
function dueBill({ phase, bill, escrow, rounds = [] }: ApiIdea): DueBill | null {
  const { stage, number, invitation } = rounds.at(-1) ?? {}
  if (stage === 'invited' && invitation?.bill) {
    const { bill: guarantee, head, coldkey } = invitation
    const names = `${number}:${head}`
    return { kind: 'guarantee', callHex: guarantee.call_hex, into: escrow, names, coldkey }
  }
  return phase === 'awaiting-deposit' && bill
    ? { kind: 'idea', callHex: bill.call_hex, into: bill.into ?? escrow, names: '', coldkey: null }
    : null
}

interface Paying {
  readonly due: DueBill
  readonly issue: string
  readonly payer: string
}

/** What the bill pays, in words. Throws where it is not the one that is due. */
function explain(bill: BillContents, { due, issue, payer }: Paying): string {
  if (bill.into !== due.into) throw new Error('The bill pays another account than it says.')
  const [, , , , named, ...rest] = bill.remark.split(':')
  if (bill.kind !== due.kind || named !== issue || (due.names !== '' && rest.join(':') !== due.names)) {
    throw new Error('The bill names something else than what is due: do not sign it.')
  }
  if (due.coldkey !== null && due.coldkey !== payer) {
    throw new Error(`${due.coldkey} accepted the invitation: what ${payer} pays would only go back.`)
  }
  const collateral = `a collateral of ${formatTao(bill.collateral)} to ${bill.into}`
  return bill.kind === 'idea'
    ? `Paying a fee of ${formatTao(bill.fee)} and ${collateral}`
    : `Guaranteeing ${due.names.split(':').at(-1)}: paying ${collateral}`
}
