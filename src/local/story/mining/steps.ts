import { contribute, payBill } from '../funding.ts'
import { openToPay } from '../opening.ts'
import { issueOf, type Stage } from '../stage.ts'
import { CHAPTERS, type Step } from '../step.ts'
import { maps } from './architectures.ts'
import { guarantee, letLapse } from './guarantee.ts'
import { homeOf, pageOf, untilIt } from './home.ts'
import { launch, prove, start } from './launch.ts'
import { settle, weigh } from './neurons.ts'
import { improve, makeHome, propose, proposeRivals, pullOf, scoreRivals } from './proposals.ts'
import { sell } from './sell.ts'

const [, , MINING, LAUNCH, PROBATION, LIVE] = CHAPTERS

/** From minable to a live subnet that sells its output, and beside it a subnet that fails its probation. */
export const miningSteps: readonly Step[] = [
  { name: 'home', chapter: MINING, about: 'kernels', play: makeHome },
  { name: 'propose', chapter: MINING, about: 'kernels', play: proposeRivals },
  { name: 'score', chapter: MINING, about: 'kernels', play: scoreRivals },
  { name: 'lapse', chapter: MINING, about: 'kernels', play: letLapse },
  { name: 'maps', chapter: MINING, about: 'maps', play: fundMaps },
  { name: 'improve', chapter: MINING, about: 'kernels', play: improve },
  { name: 'maps-propose', chapter: MINING, about: 'maps', play: proposeMaps },
  {
    name: 'guarantee',
    chapter: MINING,
    about: 'kernels',
    play: (stage) => guarantee(stage, 'kernels', 'mia'),
  },
  { name: 'launch', chapter: LAUNCH, about: 'kernels', play: (stage) => launch(stage, 'kernels', 'mia') },
  { name: 'settle', chapter: LAUNCH, about: 'kernels', play: settle },
  {
    name: 'maps-guarantee',
    chapter: LAUNCH,
    about: 'maps',
    play: (stage) => guarantee(stage, 'maps', 'milo'),
  },
  { name: 'maps-launch', chapter: LAUNCH, about: 'maps', play: (stage) => launch(stage, 'maps', 'milo') },
  { name: 'start', chapter: PROBATION, about: 'kernels', play: (stage) => start(stage, 'kernels') },
  { name: 'weigh', chapter: PROBATION, about: 'kernels', play: weigh },
  { name: 'prove', chapter: PROBATION, about: 'kernels', play: (stage) => prove(stage, 'kernels') },
  { name: 'maps-prove', chapter: PROBATION, about: 'maps', play: (stage) => prove(stage, 'maps') },
  { name: 'sell', chapter: LIVE, about: 'kernels', play: sell },
]

/** A second idea, funded by one person alone. */
async function fundMaps(stage: Stage): Promise<void> {
  await openToPay(stage, 'maps')
  await payBill(stage, 'maps', 3)
  stage.say(
    'Dmitri has another idea, with an article this time, and pays for it',
    stage.world.market.pageOf(issueOf(stage, 'maps')),
  )
  await contribute(stage, 'maps', 'fay', 50, 2)
  await untilIt(stage, 'maps', 'it is minable', ({ phase }) => phase === 'minable')
  stage.say('It is minable at once: Fay believes in it', pageOf(stage, issueOf(stage, 'maps')))
}

async function proposeMaps(stage: Stage): Promise<void> {
  const { page } = await propose(stage, 'maps', 'milo', 'Roads from above', maps())
  stage.say('Milo proposes an architecture for it, and nobody else does', page)
  const home = await homeOf(stage, 'maps')
  for (const validator of ['vera', 'viktor'])
    await home.comment(validator, pullOf(stage, 'maps', 'milo'), '/score 70')
}
