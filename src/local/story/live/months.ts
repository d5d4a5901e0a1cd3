import { formatTao } from '../../../mechanisms/money.ts'
import type { SubnetState } from '../../../mechanisms/subnet/state.ts'
import type { Update } from '../../../mechanisms/update/slice.ts'
import { weigh } from '../../world/neurons.ts'
import { type Files, withKeeper, withRho } from '../mining/architectures.ts'
import { homeOf, untilIt } from '../mining/home.ts'
import { netuidOf } from '../mining/launch.ts'
import { propose, pullOf } from '../mining/proposals.ts'
import { capital, extrinsicOf, passTo, type Stage } from '../stage.ts'

/** Longer than the chain takes weights for young, in blocks: then who has set them counts no more. */
const SILENCE = 150

const isBy = (update: Update | null, login: string): boolean => update?.guarantor.login === login

/** The first month: Milo proposes a role that there was not. */
export const addRole = (stage: Stage): Promise<void> =>
  winMonth(stage, 'milo', { title: 'A keeper of benchmarks', files: withKeeper(), score: 99 })

/** Validators go on weighing: each day is good. */
export async function hold(stage: Stage): Promise<void> {
  const { update } = await passDays(stage, 'milo', { silentFrom: 5 })
  if (update.current?.verdict !== 'held') throw new Error(`Milo's update: ${update.current?.verdict}`)
  const { round, good, recorded } = update.current
  const paid = await collateralOf(stage, round, 'guarantee-return')
  stage.say(
    `${good} of ${recorded} days were good: Milo’s update holds, and his collateral of ${paid} goes back. Kernels has a keeper of benchmarks`,
  )
}

/** The second month: Nora proposes another parameter of the chain. */
export const changeRho = (stage: Stage): Promise<void> =>
  winMonth(stage, 'nora', { title: 'A sharper rho', files: withRho(), score: 100 })

/** Validators fall silent after the second day: it breaks on its last, and is taken back, on GitHub and on the chain. */
export async function breakLast(stage: Stage): Promise<void> {
  const { update } = await passDays(stage, 'nora', { silentFrom: 3 })
  if (update.current?.verdict !== 'broke') throw new Error(`Nora's update: ${update.current?.verdict}`)
  const { round, good, recorded } = update.current
  const paid = await collateralOf(stage, round, 'guarantee-slash')
  stage.say(
    `Validators fall silent, and on the last of ${recorded} days only ${good} were good: Nora’s update breaks, and her collateral of ${paid} goes to the treasury`,
  )
  const home = await homeOf(stage, 'kernels')
  const end = await untilIt(
    stage,
    'kernels',
    'it is set back',
    (state) => state.update.current?.stage === 'reverted',
  )
  const pull = end.update.current?.revert?.pull ?? 0
  stage.say(
    `Tributary takes it back by pull request #${pull}, and the chain has the rho of before`,
    home.pullPageOf(pull),
  )
}

interface Proposed {
  readonly title: string
  readonly files: Files
  readonly score: number
}

/** It is proposed and scored, is the best at the end of the month, guaranteed, merged and applied. */
async function winMonth(stage: Stage, login: string, { title, files, score }: Proposed): Promise<void> {
  const known = await untilIt(stage, 'kernels', 'it is live', ({ phase }) => phase === 'live')
  if (isBy(known.update.current, login)) return
  const home = await homeOf(stage, 'kernels')
  const { page } = await propose(stage, 'kernels', login, title, files)
  const pull = pullOf(stage, 'kernels', login)
  stage.say(`${capital(login)} proposes an update: "${title}"`, page)
  for (const validator of ['vera', 'viktor'] as const) await home.comment(validator, pull, `/score ${score}`)
  const scored = await untilIt(
    stage,
    'kernels',
    'it is scored',
    ({ scores }) => Object.keys(scores[pull] ?? {}).length === 2,
  )
  await passTo(stage, scored.mining.round?.closesAt ?? 0)
  await untilIt(stage, 'kernels', 'it is invited', (state) => isInvited(state, login))
  stage.say(`The month ends: ${capital(login)}’s is better than what is in force, and is invited`)
  await home.comment(login, pull, '/guarantee')
  const billed = await untilIt(
    stage,
    'kernels',
    'there is a bill',
    ({ mining: { round } }) => (round?.invitation?.bill ?? null) !== null,
  )
  await stage.world.wallets.send(login, extrinsicOf(stage, billed.mining.round?.invitation?.bill?.callHex))
  const { update } = await untilIt(
    stage,
    'kernels',
    'it is applied',
    ({ update: { current } }) =>
      isBy(current, login) && current?.stage === 'probation' && current.tag !== null,
  )
  stage.say(
    `${capital(login)} guarantees it: it is merged, released as ${update.current?.tag}, and the chain is like it`,
    home.pullPageOf(pull),
  )
}

const isInvited = ({ mining: { round } }: SubnetState, login: string): boolean =>
  round?.stage === 'invited' && round.invitation?.miner.login === login

/** Passes the days of an update one by one. Weights grow old by blocks, so there are few between the days. */
async function passDays(
  stage: Stage,
  login: string,
  { silentFrom }: { readonly silentFrom: number },
): Promise<SubnetState> {
  const { control } = stage.world.subtensor
  const first = await untilIt(
    stage,
    'kernels',
    'the update stands its probation',
    ({ update: { current } }) => isBy(current, login) && current?.startedAt != null,
  )
  if (first.update.current?.verdict == null) await weigh(stage.world, await netuidOf(stage, 'kernels'))
  control.pause()
  try {
    for (;;) {
      const { update } = await untilIt(stage, 'kernels', 'a day is read', (state) => isRead(state))
      const { verdict, recorded, startedAt, rules } = update.current ?? {}
      if (verdict != null || startedAt == null || !rules) break
      const day = (recorded ?? 0) + 1
      if (day === silentFrom) control.createBlocks(SILENCE)
      await passTo(stage, startedAt + day * rules.probation.day)
      await untilIt(
        stage,
        'kernels',
        `day ${day} is read`,
        (state) => (state.update.current?.recorded ?? 0) >= day,
      )
    }
  } finally {
    control.resume()
  }
  return untilIt(stage, 'kernels', 'it has a verdict', ({ update }) => update.current?.verdict != null)
}

/** No day is being read. */
const isRead = ({ update: { current } }: SubnetState): boolean =>
  current === null || current.asked === current.recorded || current.verdict !== null

/** What was held, once it has gone where the verdict sends it. */
async function collateralOf(
  stage: Stage,
  round: number,
  family: 'guarantee-return' | 'guarantee-slash',
): Promise<string> {
  const { rounds } = await untilIt(stage, 'kernels', 'the collateral is paid', ({ payments }) =>
    Object.keys(payments.settled).some((key) => key.startsWith(`${family}:`) && key.endsWith(`:${round}`)),
  )
  return formatTao(rounds.find(({ number }) => number === round)?.guarantee?.paid.collateral ?? 0n)
}
