import { formatTao } from '../../mechanisms/money.ts'
import { challengeVapour } from './dispute.ts'
import { fillGap, fundIdea, payBill } from './funding.ts'
import { CALM_SETTINGS, ideas } from './ideas.ts'
import { miningSteps } from './mining/steps.ts'
import { hasBill, openToPay } from './opening.ts'
import { issueOf, type Stage, until, untilTime } from './stage.ts'

export interface Step {
  readonly name: string
  play(stage: Stage): Promise<void>
}

/** Ideas: one that becomes a live subnet, one that fails its probation, one that is slashed, and one that nobody pays for. */
export const steps: readonly Step[] = [
  { name: 'link', play: linkWallets },
  { name: 'open', play: openIdea },
  { name: 'rivals', play: openRivals },
  { name: 'pay', play: payIdea },
  { name: 'pay-vapour', play: payVapour },
  { name: 'challenge', play: challengeVapour },
  { name: 'fund', play: fundIdea },
  { name: 'gap', play: fillGap },
  { name: 'minable', play: becomeMinable },
  { name: 'slash', play: slashVapour },
  { name: 'expire', play: expireSpam },
  ...miningSteps,
  { name: 'calm', play: calmDown },
]

const LINKED = ['dana', 'dmitri', 'mia', 'milo', 'nora', 'vera', 'viktor', 'violet', 'vlad'] as const

async function linkWallets(stage: Stage): Promise<void> {
  const { market } = stage.world
  const issue = await market.openIssue('ops', 'Link your wallet here', 'Comment `/help` to see how.')
  stage.issues.set('wallets', issue)
  for (const login of LINKED) await market.link(login, issue)
  await stage.world.linked(LINKED.length)
  stage.say(
    'Two discoverers, three miners and four validators link their wallets with a signature',
    market.pageOf(issue),
  )
}

async function openIdea(stage: Stage): Promise<void> {
  const { deposit } = await openToPay(stage, 'kernels')
  const { problem } = ideas.kernels.answers
  stage.say(`Dana opens an idea: "${problem}"`, stage.world.market.pageOf(issueOf(stage, 'kernels')))
  const { bill } = deposit
  stage.say(
    `The bill: a fee of ${formatTao(bill?.fee ?? 0n)} and a collateral of ${formatTao(bill?.collateral ?? 0n)}, in one extrinsic`,
  )
}

async function openRivals(stage: Stage): Promise<void> {
  const { market } = stage.world
  await openToPay(stage, 'vapour')
  stage.say('Dmitri opens an idea whose article does not exist', market.pageOf(issueOf(stage, 'vapour')))
  const { discoverer, answers } = ideas.spam
  const issue = await market.openIdea(discoverer, answers)
  stage.issues.set('spam', issue)
  await until(stage, issue, 'it has a bill', hasBill)
  stage.say('Sam opens one that he will never pay for', market.pageOf(issue))
}

async function payIdea(stage: Stage): Promise<void> {
  await payBill(stage, 'kernels', 1)
  stage.say('Dana pays fee and collateral in one signed extrinsic')
  await until(stage, issueOf(stage, 'kernels'), 'funding is open', ({ funding }) => funding?.stage === 'open')
  stage.say('The payment is final, the article is there, and a crowdloan opens: its wallet is held by no key')
}

async function payVapour(stage: Stage): Promise<void> {
  await payBill(stage, 'vapour', 1)
  const issue = issueOf(stage, 'vapour')
  const state = await until(stage, issue, 'its link fails', ({ link }) => link.failing !== null)
  stage.say(`Dmitri pays too, but his link fails: ${state.link.failing?.reason}`)
}

async function becomeMinable(stage: Stage): Promise<void> {
  const { market } = stage.world
  const issue = issueOf(stage, 'kernels')
  await until(stage, issue, 'it is minable', ({ phase }) => phase === 'minable')
  stage.say(
    'The target is met: the loan is finalized into the subnet’s treasury, and the idea is minable',
    market.pageOf(issue),
  )
  await until(stage, issue, 'everything is paid', (state) => Object.keys(state.payments.settled).length >= 4)
  stage.say('Dana’s collateral is returned', `${stage.world.app.url}/ideas/${issue}`)
}

async function slashVapour(stage: Stage): Promise<void> {
  const issue = issueOf(stage, 'vapour')
  const state = await untilTime(stage, issue, 'it is slashed', ({ phase }) => phase === 'slashed')
  const { slash } = state.deposit
  await until(
    stage,
    issue,
    'its collateral is paid out',
    ({ payments }) => Object.keys(payments.settled).length >= 2,
  )
  stage.say(
    `The challenge is upheld: ${formatTao(slash?.toChallenger ?? 0n)} go to Mia, ${formatTao(slash?.toSink ?? 0n)} are burned`,
    `${stage.world.app.url}/ideas/${issue}`,
  )
}

async function expireSpam(stage: Stage): Promise<void> {
  const issue = issueOf(stage, 'spam')
  await untilTime(stage, issue, 'it expires', ({ phase }) => phase === 'closed')
  stage.say('Sam’s idea was not paid for in time: it expires', stage.world.market.pageOf(issue))
}

/** Whoever tries it by hand does so today, and does not want to wait for weeks. */
async function calmDown({ world }: Stage): Promise<void> {
  await world.jump(Date.now())
  await world.market.setSettings(CALM_SETTINGS)
}
