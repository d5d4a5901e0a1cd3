import type { Ballot } from '../../mechanisms/dispute/slice.ts'
import { formatTao } from '../../mechanisms/money.ts'
import type { SubnetState } from '../../mechanisms/subnet/state.ts'
import { issueOf, type Stage, until } from './stage.ts'

const VOTES = { vera: '/uphold', viktor: '/uphold', violet: '/reject' } as const

/**
 * Mia challenges, and validators vote. While the story is stopped, a dispute may end before they have: then nothing moves, and
 * Mia challenges once more.
 */
export async function challengeVapour(stage: Stage): Promise<void> {
  for (let round = 1; ; round++) {
    const dispute = await argue(stage, round)
    if (dispute?.verdict !== null && dispute?.verdict !== 'upheld') continue
    const { upholding, rejecting } = dispute
    stage.say(
      `Validators vote: ${formatTao(upholding)} of stake uphold the challenge, ${formatTao(rejecting)} reject it`,
    )
    return
  }
}

/** One dispute, counted from 1, when all have voted or it is over. */
async function argue(stage: Stage, round: number): Promise<Ballot | undefined> {
  const issue = issueOf(stage, 'vapour')
  const find = ({ disputes }: SubnetState) => disputes[round - 1]
  const write = (login: string, command: string) =>
    stage.world.market.comment(login, issue, round === 1 ? command : `Challenge ${round}\n\n${command}`)
  await write('mia', '/challenge The article was taken down as soon as he had paid.')
  const opened = await until(stage, issue, 'it is disputed', (state) => find(state) !== undefined)
  stage.say('Mia challenges it')
  if (find(opened)?.verdict === null) {
    for (const [login, command] of Object.entries(VOTES)) await write(login, command)
  }
  return find(await until(stage, issue, 'all have voted', (state) => hasEnded(find(state))))
}

const hasEnded = (dispute: Ballot | undefined): boolean =>
  dispute !== undefined &&
  (dispute.verdict !== null || dispute.upholders + dispute.rejecters === Object.keys(VOTES).length)
