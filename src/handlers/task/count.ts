import { rao } from '../../mechanisms/money.ts'
import { standingsAmong } from '../../mechanisms/scoring/standings.ts'
import { taskOf } from '../../mechanisms/task/decide.ts'
import { contenders, incentivesOf, leftOut, resultsOf, scoresFor } from '../../mechanisms/task/results.ts'
import type { ErrandRunner } from '../kit/errand.ts'
import { PATIENCE, readUnread } from '../proposal/unread-heads.ts'
import { weighScorers } from '../scoring/stakes.ts'

/** A4 among the submissions to a task, with what each of those who scored weighs after its end. */
export const countTask: ErrandRunner<'task-stakes', 'ledger' | 'chain' | 'github' | 'contents'> = async (
  tools,
  state,
  { issue },
  when,
) => {
  const task = taskOf(state.tasks, issue)
  if (!task) return null
  const all = contenders(state, task)
  const among = all.filter(({ verdict }) => verdict !== null)
  // What a head changes has to be known before anything is merged: this is tried again, and for so long all others wait for one.
  if (among.length < all.length && when.at < task.closesAt + PATIENCE) {
    // A present head has an errand of its own.
    const unread = all.filter(
      ({ pull, head, verdict }) => verdict === null && head !== state.proposals[pull]?.head,
    )
    await readUnread(tools, state, unread, when)
    throw new Error('A submission was not read yet.')
  }
  const scores = scoresFor(task, among, state.scores)
  const users = new Set(Object.values(scores).flatMap(Object.keys))
  // Where nobody has scored, nothing is asked for.
  const { stakes: weights, block } = await weighScorers(
    tools,
    state,
    task.scoring,
    users.size > 0 ? 'everybody' : [],
    task.closesAt,
  )
  const stakes = Object.fromEntries(Object.entries(weights).filter(([user]) => users.has(user)))
  const total = rao(Object.values(weights).reduce((sum, stake) => sum + stake, 0n))
  // What is told of copies is told by the files of the architecture, which no submission changes.
  const table = standingsAmong(among, { scores, copies: new Map() }, stakes)
  const results = resultsOf(table, among, scores, stakes)
  const others = leftOut(state, task, results)
  return {
    type: 'ReportTask',
    issue,
    stakes,
    total,
    block,
    results,
    ...(others.length > 0 && { others }),
    incentives: incentivesOf(table),
    ...when,
  }
}
