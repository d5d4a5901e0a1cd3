import { parseTao } from '../../handlers/kit/parse/amount.ts'
import { formatTao } from '../../mechanisms/money.ts'
import { readCustody, refuseImpostor } from '../custody.ts'
import { UsageError } from '../exit-codes.ts'
import { raisingFor, refuseFinalized } from '../loan.ts'
import { oneLine, say } from '../output.ts'
import { readIdea, type WalletOptions } from './idea.ts'
import { spend } from './spend.ts'

export async function contribute(issue: string, amount: string, options: WalletOptions): Promise<void> {
  const rao = parseTao(amount)
  if (!rao.ok) throw new UsageError(rao.reason)
  if (rao.value === 0n) throw new UsageError('Nothing to contribute: name more than 0 TAO.')
  const { loan, treasury } = await loanOf(issue, options)
  const custody = await readCustody(options.explorer)
  say(`Contributing ${formatTao(rao.value)} to crowdloan ${loan}`)
  await spend(options, async ({ api }) => {
    await refuseImpostor({ api }, custody, options.treasury)
    const found = await refuseFinalized(api, loan)
    if (found) say(raisingFor(loan, found, treasury, custody))
    return api.tx.crowdloan?.contribute?.(loan, rao.value)
  })
}

export async function withdraw(issue: string, options: WalletOptions): Promise<void> {
  const { loan } = await loanOf(issue, options)
  say(`Withdrawing from crowdloan ${loan}`)
  await spend(options, async ({ api }) => {
    await refuseFinalized(api, loan)
    return api.tx.crowdloan?.withdraw?.(loan)
  })
}

interface IdeaLoan {
  readonly loan: number
  /** SS58. */
  readonly treasury: string | null
}

async function loanOf(issue: string, options: WalletOptions): Promise<IdeaLoan> {
  const { loan, phase, treasury = null } = await readIdea(issue, options)
  if (!loan) throw new Error(`Idea #${issue} has no crowdloan: it is ${oneLine(phase)}.`)
  return { loan: loan.id, treasury }
}
