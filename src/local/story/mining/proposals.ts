import { leaderboard } from '../../../mechanisms/scoring/leaderboard.ts'
import type { SubnetState } from '../../../mechanisms/subnet/state.ts'
import type { IdeaName } from '../ideas.ts'
import { capital, type Stage } from '../stage.ts'
import { type Files, kernelsBy } from './architectures.ts'
import { homeOf, untilIt } from './home.ts'

const RIVALS = ['nora', 'mia', 'milo'] as const
const TITLES = {
  nora: 'Timed against the untuned kernel',
  mia: 'Device by device',
  milo: 'Miners report how fast they are',
} as const

/** Scores of the first round, whole: Vlad is in league with Milo. */
const FIRST = {
  vera: { nora: 90, mia: 80, milo: 10 },
  viktor: { nora: 85, mia: 75, milo: 15 },
  violet: { nora: 80, mia: 80, milo: 5 },
  vlad: { nora: 0, mia: 0, milo: 100 },
} as const

export async function makeHome(stage: Stage): Promise<void> {
  const home = await homeOf(stage, 'kernels')
  stage.say(
    'Tributary makes a repository for the subnet, and the first round of mining begins',
    home.pageOf(1).replace(/\/issues\/1$/, ''),
  )
}

export async function proposeRivals(stage: Stage): Promise<void> {
  for (const login of RIVALS) {
    const pull = await propose(stage, 'kernels', login, TITLES[login], kernelsBy(login))
    stage.say(`${capital(login)} proposes an architecture: "${TITLES[login]}"`, pull.page)
  }
}

/** Opens a pull request and waits until its files are read; throws where they are wrong. */
export async function propose(
  stage: Stage,
  name: IdeaName,
  login: string,
  title: string,
  files: Files,
): Promise<{ page: string }> {
  const home = await homeOf(stage, name)
  const pull = await home.propose(login, title, files)
  stage.issues.set(pullKey(name, login), pull)
  const { proposals } = await untilIt(stage, name, `proposal #${pull} is read`, (state) =>
    isRead(state, pull),
  )
  const problems = proposals[pull]?.reading?.problems ?? []
  if (problems.length > 0) throw new Error(`Proposal #${pull}: ${JSON.stringify(problems)}`)
  return { page: home.pullPageOf(pull) }
}

export async function scoreRivals(stage: Stage): Promise<void> {
  const home = await homeOf(stage, 'kernels')
  for (const [validator, scores] of Object.entries(FIRST)) {
    for (const login of RIVALS)
      await home.comment(validator, pullOf(stage, 'kernels', login), `/score ${scores[login]}`)
  }
  const state = await untilIt(stage, 'kernels', 'all have scored', (now) =>
    RIVALS.every((login) => Object.keys(now.scores[pullOf(stage, 'kernels', login)] ?? {}).length === 4),
  )
  const table = leaderboard(state)
  stage.say(
    'Four validators score them. Vlad gives everything to Milo, and the consensus of the others clips it:',
  )
  for (const { rank, author, incentive, clipped } of table) {
    const cut = clipped.map(
      ({ validator, from, to }) =>
        ` (clipped: ${capital(validator.login)} from ${percent(from)} to ${percent(to)})`,
    )
    stage.say(
      `  ${rank}. ${capital(author.login).padEnd(5)} ${percent(incentive).padStart(6)}${cut.join('')}`,
    )
  }
}

/** Mia learns from Nora's proof, and makes hers better than both. */
export async function improve(stage: Stage): Promise<void> {
  const home = await homeOf(stage, 'kernels')
  const pull = pullOf(stage, 'kernels', 'mia')
  const before = await home.headOf(pull)
  await home.pushTo(pull, 'mia', kernelsBy('better'), 'Outputs are compared on inputs that nobody has seen')
  const head = await home.headOf(pull)
  await untilIt(stage, 'kernels', 'the push is read', ({ proposals }) => {
    const known = proposals[pull]
    return known?.head === head && known.reading !== null
  })
  if (head !== before)
    stage.say(
      'Mia pushes: her scores were for another head, and do not count any more',
      home.pullPageOf(pull),
    )
  for (const [validator, score] of [
    ['vera', 97],
    ['viktor', 95],
    ['violet', 96],
  ] as const) {
    await home.comment(validator, pull, `/score ${score}\n\nFor ${head.slice(0, 7)}`)
  }
  await untilIt(stage, 'kernels', 'Mia leads', (state) => leaderboard(state)[0]?.pull === pull)
  stage.say('Validators score the new head, and Mia leads')
}

export const pullOf = (stage: Stage, name: IdeaName, login: string): number =>
  stage.issues.get(pullKey(name, login)) ?? 0

/** Under which the stage keeps the number of somebody's pull request. */
export const pullKey = (name: IdeaName, login: string) => `${name}: ${login}`

const isRead = ({ proposals }: SubnetState, pull: number): boolean =>
  (proposals[pull]?.reading ?? null) !== null

const percent = (share: number): string => `${Math.round((share * 1_000) / 65_535) / 10} %`
