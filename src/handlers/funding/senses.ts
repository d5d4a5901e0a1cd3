import type { Sense } from '../../chain/senses.ts'
import type { Writing } from '../../ledger/ledger.ts'
import { subnetWithLoan } from '../../ledger/subnets.ts'
import type { SeeContribution, SeeWithdrawal } from '../../mechanisms/funding/slice.ts'

/** M5: TAO that came into the crowdloan of an idea. */
export const contributed: Sense<'contribution'> = {
  kind: 'contribution',
  record: (writing, { loan, coldkey, amount }, when) =>
    tell(writing, { type: 'SeeContribution', loan, coldkey, amount, ...when }),
}

/** M5: TAO that its contributor took back. */
export const contributionWithdrawn: Sense<'withdrawal'> = {
  kind: 'withdrawal',
  record: (writing, { loan, coldkey, amount }, when) =>
    tell(writing, { type: 'SeeWithdrawal', loan, coldkey, amount, ...when }),
}

async function tell(
  { queries, handle }: Writing,
  command: SeeContribution | SeeWithdrawal,
): Promise<boolean> {
  const stream = await subnetWithLoan(queries, command.loan)
  if (stream) await handle(stream, command)
  return stream !== null
}
