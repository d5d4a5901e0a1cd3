import { formatTao, RAO_PER_TAO, rao } from '../../../mechanisms/money.ts'
import type { SubnetState } from '../../../mechanisms/subnet/state.ts'
import type { Task } from '../../../mechanisms/task/slice.ts'
import { benchOf } from '../../../mechanisms/team/bench.ts'
import { homeOf, untilIt } from '../mining/home.ts'
import { pullKey, pullOf } from '../mining/proposals.ts'
import { capital, passTo, type Stage } from '../stage.ts'

/** What the winner of the task gets, rao. */
export const REWARD = rao(RAO_PER_TAO / 2n)

const ROLE = 'developer'
const TITLE = 'Load a kernel without copying it'
const RIVALS = ['nora', 'mia', 'milo'] as const

/** What validators give to each: Nora's is the best, Milo's the worst. */
const SCORES = {
  vera: { nora: 92, mia: 78, milo: 20 },
  viktor: { nora: 88, mia: 80, milo: 30 },
} as const

/** What the form of a task asks, as GitHub renders its answers. */
const FORM = `### Role

${ROLE}

### Reward in TAO

0.5

### Open for

8 days

### What is to be done

A loader that maps a kernel into memory, with a test.`

/** The three who proposed take the seats that the architecture has for developers. */
export async function takeSeats(stage: Stage): Promise<void> {
  for (const login of RIVALS) await join(stage, login)
  await untilIt(stage, 'kernels', 'three hold seats', (state) => RIVALS.every((one) => holds(state, one)))
  stage.say(`Nora, Mia and Milo take the three seats of its ${ROLE}s with /join`)
}

/** Mia, who guarantees the architecture in force, opens a task; each of the three submits, and validators score. */
export async function workAtTask(stage: Stage): Promise<void> {
  const home = await homeOf(stage, 'kernels')
  const issue = await home.openIssue('mia', TITLE, FORM)
  stage.issues.set(TITLE, issue)
  await untilIt(stage, 'kernels', 'the task is open', (state) => taskIn(state, issue) !== undefined)
  stage.say(`Mia opens a task for ${ROLE}s: ${formatTao(REWARD)} for "${TITLE}"`, home.pageOf(issue))
  for (const login of RIVALS) {
    const files = { [`evidence/loader-${login}.md`]: `# ${TITLE}\n\nBy ${capital(login)}.\n` }
    const pull = await home.propose(login, TITLE, files, `Task: #${issue}`)
    stage.issues.set(submissionKey(login), pull)
    await untilIt(stage, 'kernels', 'the submission is read', ({ proposals }) => {
      const known = proposals[pull]
      return known?.task === issue && known.reading !== null
    })
  }
  for (const [validator, scores] of Object.entries(SCORES)) {
    for (const login of RIVALS)
      await home.comment(validator, submissionOf(stage, login), `/score ${scores[login]}`)
  }
  await untilIt(stage, 'kernels', 'all submissions are scored', ({ scores }) =>
    RIVALS.every((login) => Object.keys(scores[submissionOf(stage, login)] ?? {}).length === 2),
  )
  stage.say('Three rivals submit a pull request each, and two validators score them', home.pageOf(issue))
}

/** The deadline passes: the best is merged and paid, the others are closed with their scores. */
export async function endTask(stage: Stage): Promise<void> {
  const home = await homeOf(stage, 'kernels')
  const issue = stage.issues.get(TITLE) ?? 0
  const { tasks } = await untilIt(stage, 'kernels', 'the task is known', () => true)
  const task = tasks.open.find((one) => one.issue === issue)
  if (task) await passTo(stage, task.closesAt)
  await untilIt(
    stage,
    'kernels',
    'the task is over and its reward paid',
    (state) => taskIn(state, issue) === undefined && state.tasks.rewards.length === 0,
  )
  stage.say(
    `The task ends: Nora’s work is the best, is merged as it was scored, and earns her ${formatTao(REWARD)} from the treasury`,
    home.pullPageOf(submissionOf(stage, 'nora')),
  )
  stage.say('Mia’s and Milo’s are closed, with their scores and what Nora’s had more of')
}

/** All seats are taken and past immunity: the newcomer gets that of the lowest. */
export async function displace(stage: Stage): Promise<void> {
  await join(stage, 'dana')
  await untilIt(
    stage,
    'kernels',
    'Dana holds a seat',
    (state) => holds(state, 'dana') && !holds(state, 'milo'),
  )
  stage.say('Dana asks for a seat, and all are taken: Milo, whose standing is the lowest, makes room for her')
}

async function join(stage: Stage, login: string): Promise<void> {
  const home = await homeOf(stage, 'kernels')
  const { storefront } = await untilIt(
    stage,
    'kernels',
    'its output is for sale',
    (state) => state.storefront !== null,
  )
  await home.comment(login, storefront?.issue ?? 0, `/join ${ROLE}`)
}

const holds = ({ team }: SubnetState, login: string): boolean =>
  benchOf(team).seats.some(({ role, person }) => role === ROLE && person.login === login)

const taskIn = ({ tasks }: SubnetState, issue: number): Task | undefined =>
  tasks.open.find((task) => task.issue === issue)

const submissionKey = (login: string): string => pullKey('kernels', `${login}’s work`)
const submissionOf = (stage: Stage, login: string): number => pullOf(stage, 'kernels', `${login}’s work`)
