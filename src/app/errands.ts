import { and, eq, ne, notInArray } from 'drizzle-orm'
import type { Logger } from 'pino'
import { makeBill } from '../chain/bill.ts'
import type { Chain } from '../chain/client.ts'
import { readConfig } from '../ledger/configs.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { subnets } from '../ledger/schema.ts'
import type { Occurrence } from '../mechanisms/decider.ts'
import type { LinkResult } from '../mechanisms/link/slice.ts'
import { type Errand, errands } from '../mechanisms/subnet/errands.ts'
import type { SubnetCommand, SubnetState } from '../mechanisms/subnet/state.ts'
import { checkLink, type LinkCheckOptions } from './link-checker/check-link.ts'

export interface ErrandTools {
  readonly ledger: Ledger
  readonly chain: Chain
  readonly localHosts: NonNullable<LinkCheckOptions['localHosts']>
  readonly log: Logger
  /** Milliseconds, UTC. */
  readonly now: () => number
}

/** Finds out or does what a subnet's state asks for, if it still asks, and brings the answer back as a command. */
export async function runErrand(tools: ErrandTools, stream: string, key: string): Promise<void> {
  const state = await tools.ledger.readSubnet(stream)
  const wanted = errands(state).find((errand) => errand.key === key)
  if (!wanted) return
  const when: Occurrence = { at: tools.now(), source: { kind: 'errand', name: wanted.kind } }
  const command = await answer(tools, state, wanted, when)
  if (command) await tools.ledger.write((writing) => writing.handle(stream, command))
  tools.log.info({ stream, errand: wanted.kind }, 'errand run')
}

async function answer(
  tools: ErrandTools,
  state: SubnetState,
  errand: Errand,
  when: Occurrence,
): Promise<SubnetCommand | null> {
  if (errand.kind === 'link') {
    return { type: 'ReportLink', check: errand.check, result: await visitLink(tools, state), ...when }
  }
  const { idea } = state
  if (!idea || errand.kind !== 'bill') return null
  await tools.chain.refresh()
  const { fee, collateral } = idea.config.idea
  const bill = makeBill(tools.chain, {
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

/** M3: not used by another open idea, and reachable within the rules of the link checker. */
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
