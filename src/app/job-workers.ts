import { madeAt } from '../chain/head-age.ts'
import { firstCursor } from '../chain/watcher/watcher.ts'
import { runErrand } from '../handlers/errands.ts'
import { gitHubJobs } from '../handlers/jobs.ts'
import { createContents } from '../handlers/kit/contents.ts'
import type { ErrandTools } from '../handlers/kit/errand.ts'
import type { GitHubWork } from '../handlers/kit/show.ts'
import { weighScorers } from '../handlers/scoring/stakes.ts'

export interface WorkerTools
  extends Omit<GitHubWork, 'weighAll' | 'headAt'>,
    Omit<ErrandTools, 'now' | 'contents'> {}

/** What the job queue does for the App. A throw means another try later. */
export async function startJobWorkers(tools: WorkerTools): Promise<void> {
  const { jobs } = tools.ledger
  // By this machine's clock an answer could be older than the deadline that called for it, or promise time that is over.
  const now = async () => (await firstCursor(tools.chain, tools.ledger)).at
  const running = { ...tools, contents: createContents(), now }
  await jobs.work<{ stream: string; key: string }>('errand', ({ stream, key }) =>
    runErrand(running, stream, key),
  )
  for (const [queue, run] of workOf(tools)) await jobs.work(queue, run)
}

/** Each queue with its work, which knows what its jobs carry. */
function workOf(tools: WorkerTools) {
  const work = gitHubJobs({
    ...tools,
    weighAll: async (state, rules) =>
      (await weighScorers(tools, state, rules, 'everybody', Number.MAX_SAFE_INTEGER)).stakes,
    headAt: async () => {
      const { hash } = await tools.chain.finalized()
      return (await madeAt(tools.chain.request, hash)) ?? 0
    },
  })
  const queues = Object.keys(work) as (keyof typeof work)[]
  return queues.map((queue) => [queue, work[queue] as (data: object) => Promise<void>] as const)
}
