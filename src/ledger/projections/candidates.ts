import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { recordHeads } from '../../mechanisms/proposal/candidate.ts'
import { isRunning } from '../../mechanisms/proposal/decide.ts'
import type { Candidate, ProposalEvent } from '../../mechanisms/proposal/slice.ts'
import { subnetOf } from '../../mechanisms/streams/names.ts'
import type { StreamChange } from '../changes.ts'
import type { Queries } from '../database.ts'
import { decode, encode } from '../json.ts'
import { candidates } from '../schema.ts'
import type { Projection } from './projection.ts'
import { keepScore } from './scores.ts'

/** Each proposal as it stands, and what its heads said: by the latter it is told who copies whom. */
export const candidateRows: Projection<'proposal'> = {
  name: 'candidates',
  version: 4,
  tables: ['candidates', 'scores'],
  kinds: ['proposal'],
  overwrites: false,
  apply: async (queries, change) => {
    const { stream, after, event } = change
    if (event.type === 'ScoreGiven') return keepScore(queries, stream, event)
    const { proposal } = after
    if (!proposal) return
    const state = encode(after)
    const row = { state, stateDigest: digestOf(state), running: isRunning(proposal) }
    const isOfHeads = saysOfHeads(change)
    if (change.before.proposal && !isOfHeads) {
      await queries.update(candidates).set(row).where(eq(candidates.stream, stream))
      return
    }
    const known = await readHeads(queries, stream)
    const none: Candidate = { pull: proposal.pull, present: [], heads: [] }
    const heads = encode(
      recordHeads(known ?? none, change.event as ProposalEvent, change.before.proposal?.head, proposal.head),
    )
    const content = { ...row, heads, digest: digestOf(heads) }
    if (known) {
      await queries.update(candidates).set(content).where(eq(candidates.stream, stream))
      return
    }
    const place = { stream, subnet: subnetOf(stream), pull: proposal.pull }
    await queries.insert(candidates).values({ ...place, ...content })
  },
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex')

const saysOfHeads = (change: StreamChange<'proposal'>): boolean =>
  change.event.type === 'HeadRead' || isNewHead(change)

const isNewHead = ({ before, after }: StreamChange<'proposal'>): boolean =>
  before.proposal?.head !== after.proposal?.head

async function readHeads(queries: Queries, stream: string): Promise<Candidate | null> {
  const [row] = await queries
    .select({ heads: candidates.heads })
    .from(candidates)
    .where(eq(candidates.stream, stream))
  return row ? decode<Candidate>(row.heads) : null
}
