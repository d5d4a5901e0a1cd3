import { type Handling, NOTHING } from '../kit/handler.ts'
import { isPushPayload, repositoryOf } from '../kit/payload.ts'

/** Where a governed repository keeps its settings. */
export const CONFIG_PATH = '.github/tributary.yml'

/** A push to the default branch that touches the settings has them read again. */
export async function handlePush(payload: unknown): Promise<Handling> {
  if (!isPushPayload(payload) || payload.deleted) return NOTHING
  if (payload.ref !== `refs/heads/${payload.repository.default_branch}`) return NOTHING
  const touched = payload.commits.some((commit) =>
    [...(commit.added ?? []), ...(commit.modified ?? []), ...(commit.removed ?? [])].includes(CONFIG_PATH),
  )
  if (!touched) return NOTHING
  const repository = repositoryOf(payload)
  const installation = payload.installation.id
  return { effects: [{ kind: 'config', repository, installation, commit: payload.after }], replyTo: null }
}
