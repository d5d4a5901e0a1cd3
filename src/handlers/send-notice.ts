import type { GitHubApi } from '../github/api.ts'
import { repositoryNamed } from '../github/api.ts'
import { assign } from '../github/assign.ts'
import type { OpenedState } from '../github/facts.ts'
import type { Logins } from '../github/login.ts'
import { type Reply, sendReply } from '../github/reply.ts'
import { readEvent } from '../ledger/events.ts'
import { decode } from '../ledger/json.ts'
import { movedTo, type Place } from '../ledger/moves.ts'
import { type Answered, keepReply, noteReply, readReply } from '../ledger/replies.ts'
import { subnetOf } from '../mechanisms/streams/names.ts'
import { upcastEvent } from '../mechanisms/streams/upcast.ts'
import type { Notice } from './kit/notice.ts'
import type { GitHubWork } from './kit/show.ts'
import { mentioned } from './mentioned.ts'
import { noticeOf, renderNotice } from './notices.ts'
import { isOpened } from './thread.ts'
import { readThreadFacts } from './thread-facts.ts'

/** What happened: the event with this number in its stream. */
export interface Happened {
  readonly stream: string
  readonly sequence: number
}

/**
 * Says in a comment of its own whose turn it is since an event, once, whatever crashed before. It is kept as a reply is, by the event's
 * position. Where that turn is over by now, nothing is said: also where the ledger does not know it yet.
 */
export async function sendNotice(
  work: GitHubWork,
  logins: Logins,
  { stream, sequence }: Happened,
): Promise<void> {
  const { queries } = work.ledger
  const row = await readEvent(queries, stream, sequence)
  if (!row) throw new Error(`no event ${sequence} in ${stream}`)
  const answered = { kind: 'notice', comment: row.position } as const
  if (((await readReply(queries, answered))?.replyId ?? null) !== null) return
  const told = await readNotice(work, stream, row.data)
  if (!told) return
  const { notice, state } = told
  if (notice.until !== undefined && (await work.headAt()) >= notice.until) return
  const { repository, installation, issue } = notice.on
  const octokit = await work.github.asInstallation(installation)
  const others = await mentioned(work, octokit, logins, state, notice.others)
  const seated = await mentioned(work, octokit, logins, state, notice.seated)
  if (notice.isForThemAlone && others.length + seated.length === 0) return
  const body = await wordsOf(octokit, logins, notice, others, seated)
  const answers = JSON.stringify([body])
  await keepReply(queries, {
    kind: answered.kind,
    commentId: answered.comment,
    installationId: installation,
    repository: `${repository.owner}/${repository.name}`,
    issue,
    answers,
  })
  await noteReply(queries, answered, { answers })
  await sendReply({ queries, octokit, appId: work.appId, answered, render: async () => sayingOf(body) })
}

/** Somebody edited it: it says again what it said. Whose turn it was then stays true, also where that is over by now. */
export async function restoreNotice(work: GitHubWork, answered: Answered): Promise<void> {
  const { queries } = work.ledger
  const row = await readReply(queries, answered)
  const [body] = row ? (JSON.parse(row.answers) as readonly (string | undefined)[]) : []
  if (!row || body === undefined) return
  const octokit = await work.github.asInstallation(row.installationId)
  await sendReply({ queries, octokit, appId: work.appId, answered, render: async () => sayingOf(body) })
}

const sayingOf = (body: string): Reply => ({ reaction: null, body })

async function readNotice(
  { ledger, places }: GitHubWork,
  stream: string,
  data: string,
): Promise<{ readonly notice: Notice; readonly state: OpenedState } | null> {
  const state = await ledger.readSubnet(subnetOf(stream))
  if (!isOpened(state)) return null
  const event = upcastEvent(stream, decode<{ readonly type: string }>(data))
  const facts = await readThreadFacts(ledger.queries, places, state, new Set(['coldkeys']))
  const said = noticeOf(event, state, facts)
  const notice = said && followed(said, state, await movedTo(ledger.queries, state.stream))
  return notice && { notice, state }
}

/** What belongs into the idea's own issue is said where GitHub moved that; nowhere, if no installation of ours is there. */
function followed(notice: Notice, { idea }: OpenedState, moved: Place | null): Notice | null {
  const { on } = notice
  if (!moved || on.repository.id !== idea.repository.id || on.issue !== idea.issue) return notice
  const { installation, issue, repository } = moved
  if (installation === null) return null
  return {
    ...notice,
    on: { installation, issue, repository: { ...on.repository, ...repositoryNamed(repository) } },
  }
}

async function wordsOf(
  octokit: GitHubApi,
  logins: Logins,
  notice: Notice,
  others: readonly string[],
  seated: readonly string[],
): Promise<string> {
  const { people, assignee, on } = notice
  const present: Record<string, string | null> = {}
  for (const [name, { id }] of Object.entries(people)) present[name] = await logins.of(octokit, id)
  const assigned = assignee && (await logins.of(octokit, assignee.person.id))
  if (assignee && assigned) await assign(octokit, on, assigned, assignee.isOn)
  return renderNotice(notice, present, others, seated).trimEnd()
}
