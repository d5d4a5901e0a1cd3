import { formatTao, RAO_PER_TAO } from '../../mechanisms/money.ts'
import { progressBar } from '../../surface/words.ts'
import { challengeVapour } from './dispute.ts'
import { CALM_SETTINGS, type IdeaName, ideas } from './ideas.ts'
import { hasBill, openToPay } from './opening.ts'
import { capital, issueOf, type Stage, sendAs, until } from './stage.ts'

export interface Step {
  readonly name: string
  play(stage: Stage): Promise<void>
}

const tao = (amount: number) => BigInt(amount) * RAO_PER_TAO

/** The story of an idea that becomes minable, of one that is slashed, and of one that nobody pays for. */
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
  { name: 'calm', play: ({ world }) => world.market.setSettings(CALM_SETTINGS) },
]

async function linkWallets(stage: Stage): Promise<void> {
  const { market } = stage.world
  const issue = await market.openIssue('ops', 'Link your wallet here', 'Comment `/help` to see how.')
  stage.issues.set('wallets', issue)
  for (const login of ['dana', 'dmitri', 'mia', 'vera', 'viktor', 'violet']) await market.link(login, issue)
  await stage.world.linked(6)
  stage.say(
    'Dana, Dmitri, Mia and three validators link their wallets with a signature',
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
  await payBill(stage, 'kernels')
  stage.say('Dana pays fee and collateral in one signed extrinsic')
  await until(stage, issueOf(stage, 'kernels'), 'funding is open', ({ funding }) => funding?.stage === 'open')
  stage.say('The payment is final, the article is there, and a crowdloan opens: its wallet is held by no key')
}

async function payVapour(stage: Stage): Promise<void> {
  await payBill(stage, 'vapour')
  const issue = issueOf(stage, 'vapour')
  const state = await until(stage, issue, 'its link fails', ({ link }) => link.failing !== null)
  stage.say(`Dmitri pays too, but his link fails: ${state.link.failing?.reason}`)
}

async function payBill(stage: Stage, name: IdeaName): Promise<void> {
  const { deposit } = await openToPay(stage, name)
  const call = stage.world.wallets.api.registry.createType('Call', deposit.bill?.callHex)
  const { discoverer } = ideas[name]
  await sendAs(stage, discoverer, 'first', (tx) => tx[call.section]?.[call.method]?.(...call.args))
  await until(stage, issueOf(stage, name), 'its deposit is seen', (state) => state.deposit.paid !== null)
}

async function fundIdea(stage: Stage): Promise<void> {
  await contribute(stage, 'fay', 40)
  await contribute(stage, 'finn', 35)
  await contribute(stage, 'flora', 20)
}

async function fillGap(stage: Stage): Promise<void> {
  const issue = issueOf(stage, 'kernels')
  const { funding } = await until(stage, issue, 'its loan is open', (state) => state.funding?.loan !== null)
  await sendAs(stage, 'finn', 'second', (tx) => tx.crowdloan?.withdraw?.(funding?.loan?.id ?? 0))
  const finn = stage.world.wallets.addressOf('finn')
  const state = await until(
    stage,
    issue,
    'the withdrawal is counted',
    (now) => (now.funding?.contributions[finn] ?? 0n) === 0n,
  )
  stage.say(`Finn changes his mind and withdraws   ${barOf(state.funding)}`)
  await contribute(stage, 'milo', 40)
}

async function contribute(stage: Stage, name: string, amount: number): Promise<void> {
  const issue = issueOf(stage, 'kernels')
  const before = await until(stage, issue, 'its loan is open', (state) => state.funding?.loan !== null)
  const address = stage.world.wallets.addressOf(name)
  await sendAs(stage, name, 'first', (tx) =>
    tx.crowdloan?.contribute?.(before.funding?.loan?.id ?? 0, tao(amount)),
  )
  const after = await until(
    stage,
    issue,
    'the contribution is counted',
    ({ funding }) => (funding?.contributions[address] ?? 0n) >= tao(amount),
  )
  stage.say(`${capital(name)} contributes ${amount} TAO`.padEnd(38) + barOf(after.funding))
  await stage.pause()
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
  const state = await until(stage, issue, 'it is slashed', ({ phase }) => phase === 'slashed')
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
  await until(stage, issue, 'it expires', ({ phase }) => phase === 'closed')
  stage.say('Sam’s idea was not paid for in time: it expires', stage.world.market.pageOf(issue))
}

function barOf(funding: { raised: bigint; target: bigint } | null): string {
  if (!funding) return ''
  const { bar, percent } = progressBar(funding.raised, funding.target)
  return `${bar} ${percent} of ${formatTao(funding.target)}`
}
