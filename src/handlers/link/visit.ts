import type { Ledger } from '../../ledger/ledger.ts'
import { ideasWithLink } from '../../ledger/subnets.ts'
import { firstPaid } from '../../mechanisms/link/first.ts'
import type { LinkResult } from '../../mechanisms/link/slice.ts'
import type { SubnetState } from '../../mechanisms/subnet/state.ts'
import type { KeptView } from '../../mechanisms/subnet/view.ts'
import type { ErrandRunner, ErrandTools } from '../kit/errand.ts'
import { checkLink } from './check-link.ts'

/** M3. */
export const checkIdeaLink: ErrandRunner<'link', 'ledger' | 'localHosts'> = async (
  tools,
  state,
  { check },
  when,
) => {
  const result = await visitLink(tools, state)
  return result && { type: 'ReportLink', check, result, ...when }
}

/** Not used by another idea, and reachable within the rules of the link checker and the settings of the idea. Null: there is no answer yet. */
async function visitLink(
  { ledger, localHosts }: Pick<ErrandTools, 'ledger' | 'localHosts'>,
  state: SubnetState,
): Promise<LinkResult | null> {
  const { idea } = state
  if (!idea) return { ok: false, reason: 'There is no idea.' }
  const first = await firstWith(ledger, idea.terms.link)
  if (first && first.stream !== state.stream && !isParents(state)) {
    return {
      ok: false,
      reason: `Idea ${first.repository}#${first.issue} was paid for with this link before.`,
    }
  }
  const { allowedHosts } = idea.config.link
  const checked = await checkLink(idea.terms.link, { allowedHosts, localHosts })
  // A server that is busy has said nothing about the article.
  if (!checked.ok && checked.kind === 'busy') return null
  if (!checked.ok) return { ok: false, reason: checked.reason }
  return { ok: true, contentHash: checked.contentHash, finalUrl: checked.finalUrl }
}

/** F1: a fork may go on with the article of its parent. */
const isParents = ({ idea, fork: { parent } }: SubnetState): boolean =>
  parent !== null && parent.link === idea?.terms.link

async function firstWith(ledger: Ledger, link: string): Promise<KeptView | undefined> {
  return firstPaid(await ideasWithLink(ledger.queries, link))
}
