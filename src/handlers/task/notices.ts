import { clip } from '../../github/escape.ts'
import { SHOWN } from '../../github/facts.ts'
import { formatShare } from '../../github/words.ts'
import type { TaskEnded, TaskExtended } from '../../mechanisms/task/slice.ts'
import { inItsHome, type NoticeOf } from '../kit/notice.ts'

/** T2: nobody could win, and there is time once more. */
export const extended: NoticeOf<TaskExtended> = ({ issue, closesAt }, state) => {
  const task = state.tasks.open.find((one) => one.issue === issue)
  const on = inItsHome(state, issue)
  if (!task || !on || task.stage !== 'open') return null
  const { opener, role } = task
  const filling = { closesAt, role }
  return { template: 'task/notice/extended', filling, people: { opener }, until: closesAt, on }
}

/** T2: what was merged and is paid, and what each of the others got. */
export const ended: NoticeOf<TaskEnded> = (
  { issue, opener, reward, merged, winner, results, others = [] },
  state,
  facts,
) => {
  const on = inItsHome(state, issue)
  if (!on) return null
  const isOwed = state.tasks.rewards.some((one) => one.issue === issue)
  const rivals = results.filter(({ pull }) => pull !== merged?.pull)
  const people = Object.fromEntries(rivals.map(({ author }, place) => [`rival${place}`, author]))
  return {
    template: 'task/notice/ended',
    filling: {
      reward,
      merged,
      isLinked: !isOwed || (winner !== null && facts.coldkeys[winner.id] !== undefined),
      best: results.find(({ pull }) => pull === merged?.pull)?.mean ?? null,
      leftOut: others.map(({ pull, why }) => ({ pull, why })),
      rivals: rivals.map(({ pull, incentive, mean, behindIn }, place) => ({
        name: `rival${place}`,
        pull,
        share: formatShare(incentive),
        mean,
        behindIn: behindIn === null ? null : clip(behindIn, SHOWN.gist),
      })),
    },
    people: { ...people, ...(winner ? { winner } : { opener }) },
    on,
  }
}
