import { canAsk, confirmOnTerminal } from '../confirm.ts'
import { Declined } from '../exit-codes.ts'

export interface Consenting {
  readonly dryRun?: true
  readonly yes?: true
}

/** Whether to sign. It answers false for a dry run, and throws where nobody said yes. */
export type Consent = (question: string) => Promise<boolean>

export const consentBy =
  ({ dryRun, yes }: Consenting): Consent =>
  async (question) => {
    if (dryRun) return false
    if (yes) return true
    if (!canAsk())
      throw new Declined(
        'Nothing was signed: nobody can be asked here. Add --yes to sign without a question, or --dry-run to look only.',
      )
    if (await confirmOnTerminal(question)) return true
    throw new Declined('Nothing was signed.')
  }
