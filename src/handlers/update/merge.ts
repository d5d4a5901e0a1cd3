import { orForbidden } from '../../github/client.ts'
import type { ReportMerge } from '../../mechanisms/launch/slice.ts'
import type { ErrandRunner } from '../kit/errand.ts'
import { mergeExactly } from '../launch/merge.ts'

/** N1: merges exactly the head that was the best of its month, and is guaranteed. */
export const mergeUpdate: ErrandRunner<'update-merge', 'github'> = async (
  { github },
  { home },
  { round, pull, head },
  when,
) => {
  if (!home) return null
  const at = { owner: home.repository.owner, repo: home.repository.name, pull_number: pull }
  const result = await orForbidden<ReportMerge['result']>(async () =>
    mergeExactly(await github.asInstallation(home.installation), at, head),
  )
  return { type: 'ReportUpdateMerge', round, result, ...when }
}
