import { isSameSighting } from '../../mechanisms/proposal/sightings.ts'
import type { Proposal } from '../../mechanisms/proposal/slice.ts'
import { millisecondsOf, type PullPayload, repositoryOf } from '../kit/payload.ts'
import type { Proposals } from './ports.ts'
import { proposalStatusOf } from './pull-status.ts'

/**
 * Rule G0: GitHub writes whole seconds. Where two news of one second say different things, and no push follows the other, GitHub is asked
 * what the pull request is: its answer follows what is known. What was pushed meanwhile is told by its own delivery too.
 */
export async function withoutDoubt(
  payload: PullPayload,
  stream: string,
  ports: Proposals,
): Promise<PullPayload> {
  const { number } = payload.pull_request
  const known = await ports.proposalAt(stream, number)
  if (!known || !isDoubtful(known, payload)) return payload
  const now = await ports.pullNow(repositoryOf(payload), payload.installation.id, number)
  return now ? { ...payload, pull_request: now, before: known.head } : payload
}

function isDoubtful(known: Proposal, payload: PullPayload): boolean {
  const { head, updated_at } = payload.pull_request
  const at = millisecondsOf(updated_at)
  if (
    at !== known.updatedAt ||
    isSameSighting({ at, head: head.sha, status: proposalStatusOf(payload) }, known.sightings.at(-1))
  )
    return false
  const ofSecond = known.sightings.filter((one) => one.at === at)
  const replaces = (payload.before ?? undefined) === known.head
  return !replaces && !ofSecond.some(({ before }) => before === head.sha)
}
