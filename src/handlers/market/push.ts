import { isPushPayload } from '../kit/check-payload.ts'
import { type Handling, NOTHING } from '../kit/handler.ts'
import { repositoryOf } from '../kit/payload.ts'

/** Where a governed repository keeps its settings. */
export const CONFIG_PATH = '.github/tributary.yml'

/** GitHub names the files of so many commits at most. */
const MOST_COMMITS = 2_048

/**
 * A push to the default branch that touches the settings has them read again, and so has one that does not tell what it
 * changed: a force-push takes commits away and names none of them.
 */
export async function handlePush(payload: unknown): Promise<Handling> {
  if (!isPushPayload(payload) || payload.deleted) return NOTHING
  if (payload.ref !== `refs/heads/${payload.repository.default_branch}`) return NOTHING
  const { forced, commits } = payload
  const tellsAll = !forced && commits.length > 0 && commits.length < MOST_COMMITS
  const touched =
    !tellsAll ||
    commits.some((commit) =>
      [...(commit.added ?? []), ...(commit.modified ?? []), ...(commit.removed ?? [])].includes(CONFIG_PATH),
    )
  if (!touched) return NOTHING
  const repository = repositoryOf(payload)
  const installation = payload.installation.id
  return { effects: [{ kind: 'config', repository, installation, commit: payload.after }], replyTo: null }
}
