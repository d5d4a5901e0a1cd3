import { parseTao } from '../../handlers/kit/parse/amount.ts'
import { formatTao, type Rao } from '../../mechanisms/money.ts'
import { readCustody, refuseImpostor, unvouched } from '../custody.ts'
import { UsageError } from '../exit-codes.ts'
import { raisingFor, refuseFinalized } from '../loan.ts'
import { oneLine } from '../output.ts'
import { readIdea, type WalletOptions } from './idea.ts'
import { spend } from './spend.ts'

interface Contributing extends WalletOptions {
  readonly amountTao?: string
}

/** The amount can stand behind the issue, as threads have always told. */
export async function contribute(
  issue: string,
  behind: string | undefined,
  options: Contributing,
): Promise<void> {
  const rao = amountOf(behind, options.amountTao)
  const { loan, treasury } = await loanOf(issue, options)
  const custody = await readCustody(options.explorer)
  await spend(options, async ({ api }) => {
    await refuseImpostor({ api }, custody, options.treasury)
    const found = await refuseFinalized(api, loan)
    return {
      does: [
        ...unvouched(custody, options.treasury),
        `Contributing ${formatTao(rao)} to crowdloan ${loan}`,
        ...(found ? [raisingFor(loan, found, treasury, custody)] : []),
      ],
      question: `Contribute ${formatTao(rao)}?`,
      call: api.tx.crowdloan?.contribute?.(loan, rao),
    }
  })
}

function amountOf(behind: string | undefined, named: string | undefined): Rao {
  const text = named ?? behind
  if (text === undefined || (behind !== undefined && named !== undefined))
    throw new UsageError('Say once how much: --amount-tao 12.5.')
  const rao = parseTao(text)
  if (!rao.ok) throw new UsageError(rao.reason)
  if (rao.value === 0n) throw new UsageError('Nothing to contribute: name more than 0 TAO.')
  return rao.value
}

export async function withdraw(issue: string, options: WalletOptions): Promise<void> {
  const { loan } = await loanOf(issue, options)
  await spend(options, async ({ api }) => {
    await refuseFinalized(api, loan)
    return {
      does: [`Withdrawing from crowdloan ${loan}`],
      question: 'Withdraw it?',
      call: api.tx.crowdloan?.withdraw?.(loan),
    }
  })
}

interface IdeaLoan {
  readonly loan: number
  /** SS58. */
  readonly treasury: string | null
}

async function loanOf(issue: string, options: WalletOptions): Promise<IdeaLoan> {
  const { loan: first, further = [], phase, treasury = null } = await readIdea(issue, options)
  // The last that the chain has created: those before it are over.
  const loan = further.findLast((round) => round.loan !== null)?.loan ?? first
  if (!loan) throw new Error(`Idea #${issue} has no crowdloan: it is ${oneLine(phase)}.`)
  return { loan: loan.id, treasury }
}
