import { and, eq, ne, notInArray } from 'drizzle-orm'
import { makeBill } from '../../chain/bill.ts'
import { readConfig } from '../../ledger/configs.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { subnets } from '../../ledger/schema.ts'
import type { LinkResult } from '../../mechanisms/link/slice.ts'
import type { SubnetState } from '../../mechanisms/subnet/state.ts'
import { checkLink } from '../link-checker/check-link.ts'
import type { ErrandRunner, ErrandTools } from './tools.ts'

/** M2: the one extrinsic that the discoverer signs. */
export const makeIdeaBill: ErrandRunner<'bill'> = async ({ chain }, { idea }, _errand, when) => {
  if (!idea) return null
  await chain.refresh()
  const { fee, collateral } = idea.config.idea
  const bill = makeBill(chain, {
    repositoryId: idea.repository.id,
    issue: idea.issue,
    title: idea.terms.title,
    link: idea.terms.link,
    escrow: idea.pots.escrow,
    fee,
    collateral,
    feeSink: idea.config.feeSink,
  })
  return { type: 'IssueBill', bill, ...when }
}

/** M3. */
export const checkIdeaLink: ErrandRunner<'link'> = async (tools, state, { check }, when) => ({
  type: 'ReportLink',
  check,
  result: await visitLink(tools, state),
  ...when,
})

/** Not used by another open idea, and reachable within the rules of the link checker. */
async function visitLink({ ledger, localHosts }: ErrandTools, state: SubnetState): Promise<LinkResult> {
  const { idea, link } = state
  if (!idea) return { ok: false, reason: 'There is no idea.' }
  const other = await otherIdeaWith(ledger, state.stream, idea.terms.link, idea.pots.ordinal)
  if (other) return { ok: false, reason: `Idea #${other} was opened with this link before.` }
  const { allowedHosts } = (await readConfig(ledger.queries, idea.repository.id)).link
  const previousHash = link.contentHash ?? undefined
  const checked = await checkLink(idea.terms.link, {
    allowedHosts,
    localHosts,
    ...(previousHash ? { previousHash } : {}),
  })
  if (!checked.ok) return { ok: false, reason: checked.reason }
  return { ok: true, contentHash: checked.contentHash, finalUrl: checked.finalUrl }
}

/** The issue of an earlier idea with the same link that was paid for, whatever became of it. */
async function otherIdeaWith(
  ledger: Ledger,
  stream: string,
  link: string,
  ordinal: number,
): Promise<number | null> {
  const rows = await ledger.queries
    .select({ issue: subnets.issue, ordinal: subnets.ordinal })
    .from(subnets)
    .where(
      and(
        eq(subnets.link, link),
        ne(subnets.stream, stream),
        notInArray(subnets.phase, ['awaiting-deposit', 'closed']),
      ),
    )
  return rows.find((row) => row.ordinal < ordinal)?.issue ?? null
}
