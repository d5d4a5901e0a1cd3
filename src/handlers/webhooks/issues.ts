import { handleIdeaIssue } from '../idea/issue.ts'
import { type Handling, NOTHING } from '../kit/handler.ts'
import { isIssuesPayload } from '../kit/payload.ts'
import { targetOf } from '../kit/places.ts'
import type { Ports } from '../ports.ts'
import { openIncident } from '../probation/open-incident.ts'

/** Something happened to an issue: in a subnet's home it may be an incident, everywhere else an idea. */
export async function handleIssues(payload: unknown, ports: Ports): Promise<Handling> {
  if (!isIssuesPayload(payload)) return NOTHING
  const home = await ports.subnetAt(payload.repository.id)
  if (home === null) return handleIdeaIssue(payload, ports)
  return { effects: await openIncident(payload, home, ports), replyTo: targetOf(payload) }
}
