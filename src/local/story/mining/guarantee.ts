import type { Invitation } from '../../../mechanisms/mining/slice.ts'
import { formatTao } from '../../../mechanisms/money.ts'
import type { SubnetState } from '../../../mechanisms/subnet/state.ts'
import type { IdeaName } from '../ideas.ts'
import { capital, extrinsicOf, type Stage } from '../stage.ts'
import { homeOf, untilIt, untilTimeOf } from './home.ts'
import { pullOf } from './proposals.ts'

/** The round ends, Nora is invited, and lets the deadline pass: nobody below her is asked. */
export async function letLapse(stage: Stage): Promise<void> {
  await untilTimeOf(stage, 'kernels', 'Nora is invited', ({ rounds }) =>
    rounds.some(({ invitation }) => invitation?.miner.login === 'nora'),
  )
  stage.say('The round ends: Nora’s is the best, and she alone is invited to guarantee it')
  await untilTimeOf(stage, 'kernels', 'her time is over', ({ rounds }) =>
    rounds.some(({ lapse }) => lapse === 'deadline'),
  )
  stage.say('Nora lets the deadline pass. Nobody below her is asked: mining goes on with another round')
}

/** Whenever this miner is invited, the guarantee is accepted and paid, until one is in time. */
export async function guarantee(stage: Stage, name: IdeaName, login: string): Promise<void> {
  const home = await homeOf(stage, name)
  for (;;) {
    const invited = await untilTimeOf(
      stage,
      name,
      `${capital(login)} is invited`,
      (state) => isGuaranteed(state) || invitationOf(state, login) !== null,
    )
    if (isGuaranteed(invited)) break
    const round = invited.rounds.length
    await home.comment(login, pullOf(stage, name, login), `/guarantee\n\nRound ${round}`)
    const billed = await untilIt(
      stage,
      name,
      'there is a bill',
      (state) => isOver(state, round) || (invitationOf(state, login)?.bill ?? null) !== null,
    )
    const bill = invitationOf(billed, login)?.bill
    // Paid twice after an interruption, the second is refunded.
    if (bill) await stage.world.wallets.send(login, extrinsicOf(stage, bill.callHex))
    await untilIt(
      stage,
      name,
      'the guarantee is paid',
      (state) => isGuaranteed(state) || isOver(state, round),
    )
  }
  const { mining } = await untilIt(stage, name, 'it is guaranteed', isGuaranteed)
  const [paid] = mining.guarantees.slice(-1)
  stage.say(
    `${capital(login)} guarantees with ${formatTao(paid?.paid.collateral ?? 0n)}, which are in escrow now`,
  )
}

const isGuaranteed = ({ rounds }: SubnetState): boolean => rounds.at(-1)?.stage === 'guaranteed'

const isOver = ({ rounds }: SubnetState, round: number): boolean => rounds.length > round

function invitationOf({ rounds }: SubnetState, login: string): Invitation | null {
  const round = rounds.at(-1)
  return round?.stage === 'invited' && round.invitation?.miner.login === login ? round.invitation : null
}
