import type { ErrandRunner } from '../kit/errand.ts'
import { mergeGuaranteed } from '../launch/merge.ts'

/** N1: merges exactly the head that was the best of its month, and is guaranteed. */
export const mergeUpdate: ErrandRunner<'update-merge', 'github'> = async (
  { github },
  { home },
  errand,
  when,
) => {
  if (!home) return null
  const result = await mergeGuaranteed(github, home, errand)
  return { type: 'ReportUpdateMerge', round: errand.round, result, ...when }
}
