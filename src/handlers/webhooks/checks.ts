import type { Homes } from '../home/ports.ts'
import { isChecksPayload } from '../kit/check-payload.ts'
import { type Handling, NOTHING } from '../kit/handler.ts'
import { repositoryOf } from '../kit/payload.ts'

/**
 * Somebody asks for a check run once more, or for all of a commit: GitHub shows them as queued from then on. In a home it is shown anew; in a market the
 * settings of that commit are read again. What a check says of a proposal follows from the ledger, which no asking changes.
 */
export async function handleRerequested(payload: unknown, ports: Homes): Promise<Handling> {
  if (!isChecksPayload(payload) || payload.action !== 'rerequested') return NOTHING
  const head = payload.check_run?.head_sha ?? payload.check_suite?.head_sha
  if (head === undefined) return NOTHING
  const repository = repositoryOf(payload)
  const stream = await ports.subnetAt(repository.id)
  if (stream !== null) {
    const touched = { kind: 'rerequested', head } as const
    return { effects: [{ kind: 'touched', stream, incident: null, touched }], replyTo: null }
  }
  const { installation } = payload
  return {
    effects: [{ kind: 'config', repository, installation: installation.id, commit: head }],
    replyTo: null,
  }
}
