import { formatTao } from '../../mechanisms/money.ts'
import { challengeVapour } from './dispute.ts'
import { fillGap, fundIdea, payBill } from './funding.ts'
import { ideas, WEATHER } from './ideas.ts'
import { liveSteps } from './live/steps.ts'
import { miningSteps } from './mining/steps.ts'
import { openToPay } from './opening.ts'
import { issueOf, type Stage, until, untilTime } from './stage.ts'
import { CHAPTERS, type Step } from './step.ts'

const [IDEAS, FUNDING] = CHAPTERS

/** Ideas: one that becomes a live subnet, one that fails its probation, one that is slashed, and one that nobody pays for. */
export const steps: readonly Step[] = [
  { name: 'link', chapter: IDEAS, about: null, play: linkWallets },
  { name: 'open', chapter: IDEAS, about: 'kernels', play: openIdea },
  { name: 'rivals', chapter: IDEAS, about: 'vapour', play: openVapour },
  { name: 'spam', chapter: IDEAS, about: 'spam', play: openSpam },
  { name: 'pay', chapter: IDEAS, about: 'kernels', play: payIdea },
  { name: 'pay-vapour', chapter: IDEAS, about: 'vapour', play: payVapour },
  { name: 'challenge', chapter: FUNDING, about: 'vapour', play: challengeVapour },
  { name: 'fund', chapter: FUNDING, about: 'kernels', play: fundIdea },
  { name: 'gap', chapter: FUNDING, about: 'kernels', play: fillGap },
  { name: 'minable', chapter: FUNDING, about: 'kernels', play: becomeMinable },
  { name: 'slash', chapter: FUNDING, about: 'vapour', play: slashVapour },
  { name: 'expire', chapter: FUNDING, about: 'spam', play: expireSpam },
  ...miningSteps,
  ...liveSteps,
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
    `Tributary writes the bill: a fee of ${formatTao(bill?.fee ?? 0n)} and a collateral of ${formatTao(bill?.collateral ?? 0n)}, in one extrinsic`,
  )
}

async function openVapour(stage: Stage): Promise<void> {
  await openToPay(stage, 'vapour')
  stage.say(
    'Dmitri opens an idea whose article he will take down',
    stage.world.market.pageOf(issueOf(stage, 'vapour')),
  )
}

async function openSpam(stage: Stage): Promise<void> {
  const { market } = stage.world
  const { discoverer, answers } = ideas.spam
  const issue = await market.openIdea(discoverer, answers)
  stage.issues.set('spam', issue)
  await until(stage, issue, 'its link fails', ({ link }) => link.failing !== null)
  stage.say('Sam opens one whose article does not exist: nothing is billed', market.pageOf(issue))
}

async function payIdea(stage: Stage): Promise<void> {
  await payBill(stage, 'kernels', 1)
  stage.say('Dana pays fee and collateral in one signed extrinsic')
  await until(stage, issueOf(stage, 'kernels'), 'funding is open', ({ funding }) => funding?.stage === 'open')
  stage.say('Tributary sees the payment, reads the article and opens a crowdloan: no key holds its account')
}

async function payVapour(stage: Stage): Promise<void> {
  stage.world.articles.remove(WEATHER)
  await payBill(stage, 'vapour', 1)
  const issue = issueOf(stage, 'vapour')
  const state = await until(stage, issue, 'its link fails', ({ link }) => link.failing !== null)
  stage.say(`Dmitri pays too, but now his link fails: ${state.link.failing?.reason}`)
}

async function becomeMinable(stage: Stage): Promise<void> {
  const { market } = stage.world
  const issue = issueOf(stage, 'kernels')
  await until(stage, issue, 'it is minable', ({ phase }) => phase === 'minable')
  stage.say(
    'The target is met: Tributary finalizes the loan into the subnet’s treasury, and the idea is minable',
    market.pageOf(issue),
  )
  await until(stage, issue, 'everything is paid', (state) => Object.keys(state.payments.settled).length >= 4)
  stage.say('Tributary returns Dana’s collateral', `${stage.world.app.url}/ideas/${issue}`)
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
  stage.say('Sam’s link never passed: his idea expires, at no cost', stage.world.market.pageOf(issue))
}
