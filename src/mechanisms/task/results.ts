import type { Rao } from '../money.ts'
import { type Contender, contenderAt, filesVerdictOf, headAt } from '../proposal/contender.ts'
import { stoodAt } from '../proposal/sightings.ts'
import type { Proposal } from '../proposal/slice.ts'
import { meanGrade } from '../scoring/mean.ts'
import type { Score, Scores } from '../scoring/slice.ts'
import { liveScores, type Standing } from '../scoring/standings.ts'
import type { SubnetState } from '../subnet/state.ts'
import type { LeftOut, Result, Task } from './slice.ts'

type Stakes = Readonly<Record<number, Rao>>

/** So many of the best are told: the others are closed all the same. */
const BEST = 8

/** All that name the task and are not over. */
export const submissionsTo = (
  { proposals }: Pick<SubnetState, 'proposals'>,
  { issue }: Pick<Task, 'issue'>,
): Proposal[] =>
  Object.values(proposals).filter(
    (one) =>
      one.task === issue && isSubmission(one, one.head) && one.status !== 'closed' && one.status !== 'merged',
  )

/** What changes the architecture is a proposal for a round, whatever it names: a task's reward is no way past those (rules A5 and N1). */
function isSubmission(one: Proposal, head: string): boolean {
  const verdict = filesVerdictOf(one, head)
  return verdict === null || verdict === 'aside'
}

/** Whether it was a submission to the task when something was written. */
export const submitsAt = (one: Proposal, issue: number, at: number): boolean =>
  isSubmission(one, headAt(one, at)) && stoodAt(one, at)?.task === issue

/** T2: of each who held a seat the first one that was opened in time, as it was at the deadline, whatever became of it since. */
export function contenders({ proposals }: Pick<SubnetState, 'proposals'>, task: Task): Contender[] {
  const first = new Map<number, Proposal>()
  const inTime = Object.values(proposals)
    .filter((one) => one.openedAt < task.closesAt && contendsFor(one, task))
    .toSorted((a, b) => a.openedAt - b.openedAt || a.pull - b.pull)
  for (const one of inTime) {
    if (task.members.includes(one.author.id) && !first.has(one.author.id)) first.set(one.author.id, one)
  }
  return [...first.values()].map((one) => contenderAt(one, task.closesAt))
}

/** What somebody has merged by hand was good enough for them: it contends with the scores it has. */
function contendsFor(one: Proposal, { issue, closesAt }: Task): boolean {
  const status = stoodAt(one, closesAt)?.status
  return submitsAt(one, issue, closesAt) && (status === 'open' || status === 'merged')
}

/** So many of those that did not contend are told. */
const MOST_LEFT_OUT = 20

/** What is closed beside those whose results are told, and why it did not contend. */
export function leftOut(
  state: Pick<SubnetState, 'proposals'>,
  task: Task,
  told: readonly Pick<Result, 'pull'>[],
): LeftOut[] {
  const contending = new Set(contenders(state, task).map(({ pull }) => pull))
  return submissionsTo(state, task)
    .filter(({ pull }) => !told.some((one) => one.pull === pull))
    .slice(0, MOST_LEFT_OUT)
    .map((one) => ({ pull: one.pull, why: contending.has(one.pull) ? 'further' : whyNot(one, task) }))
}

function whyNot(one: Proposal, task: Task): LeftOut['why'] {
  if (one.openedAt >= task.closesAt || !contendsFor(one, task)) return 'late'
  return task.members.includes(one.author.id) ? 'another' : 'no-seat'
}

/** By pull request, the scores that were written while it named the task. Who promises the reward does not choose who gets it. */
export const scoresFor = (
  { issue, opener }: Task,
  among: readonly Contender[],
  scores: Readonly<Record<number, Scores>>,
): Record<number, Scores> =>
  Object.fromEntries(
    among.map((one) => {
      const given = Object.entries(scores[one.pull] ?? {})
      return [
        one.pull,
        Object.fromEntries(
          given.filter(
            ([, { at, validator }]) => validator.id !== opener.id && stoodAt(one, at)?.task === issue,
          ),
        ),
      ]
    }),
  )

/** What each got, best first, and by which criterion the best stands furthest above it. */
export function resultsOf(
  table: readonly Standing[],
  among: readonly Contender[],
  scores: Readonly<Record<number, Scores>>,
  stakes: Stakes,
): Result[] {
  const live = new Map(among.map((one) => [one.pull, liveScores(one, scores[one.pull])]))
  const best = criteriaOf(live.get(table[0]?.pull ?? 0) ?? [], stakes)
  return table.slice(0, BEST).map(({ pull, head, author, incentive }) => {
    const given = live.get(pull) ?? []
    return {
      pull,
      head,
      author,
      incentive,
      mean: meanGrade(given, stakes),
      behindIn: furthestBehind(best, criteriaOf(given, stakes)),
    }
  })
}

/** What each author got, u16. */
export const incentivesOf = (table: readonly Standing[]): Readonly<Record<number, number>> =>
  Object.fromEntries(table.map(({ author, incentive }) => [author.id, incentive]))

type Criteria = ReadonlyMap<string, number>

/** The mean of each criterion by stake, hundredths of a point. */
function criteriaOf(scores: readonly Score[], stakes: Stakes): Criteria {
  const names = new Set(scores.flatMap(({ criteria }) => Object.keys(criteria ?? {})))
  return new Map(
    [...names].flatMap((name) => {
      const given = scores.flatMap((score) => {
        const points = score.criteria?.[name]
        return points === undefined ? [] : [{ ...score, points: points * 100 }]
      })
      const mean = meanGrade(given, stakes)
      return mean === null ? [] : [[name, mean] as const]
    }),
  )
}

function furthestBehind(best: Criteria, own: Criteria): string | null {
  const gaps = [...best].map(([name, mean]) => ({ name, gap: mean - (own.get(name) ?? mean) }))
  const [widest] = gaps.filter(({ gap }) => gap > 0).toSorted((a, b) => b.gap - a.gap)
  return widest?.name ?? null
}
