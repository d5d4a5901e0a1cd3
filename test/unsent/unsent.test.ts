import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectGitHub } from '../../src/github/client.ts'
import { createLook } from '../../src/intake/look.ts'
import { writeLooked } from '../../src/ledger/looked.ts'
import { kernelsBy } from '../../src/local/story/mining/architectures.ts'
import { RAO_PER_TAO, rao } from '../../src/mechanisms/money.ts'
import { form, type House, openHouse } from '../support/open-house.ts'
import { openYard, type Yard } from '../support/open-yard.ts'
import { paidIdea } from '../support/paid-idea.ts'

// The App is cut off from GitHub's webhooks while people go on; then it looks.

const SETTINGS = `dispute:
  duration: 7 days
link:
  allowed_hosts: [articles.test]
`

let house: House
let yard: Yard
let paid: number
let pull: number

beforeAll(async () => {
  house = await openHouse(SETTINGS)
  const talk = await house.open('ops', 'Talk', 'Comment here.')
  for (const login of ['dana', 'mia', 'vera']) await house.world.market.link(login, talk)
  await house.world.linked(3)
  yard = await openYard(house, rao(50n * RAO_PER_TAO))
  const proposed = await yard.propose('mia', 'Roads', 'mine', kernelsBy('mia'))
  pull = proposed.pull
  await yard.checkOf(proposed.head)
  paid = await paidIdea(house)
}, 120_000)

afterAll(() => house?.stop())

/** As it begins anew, with what happened in the last minutes of the world's clock before it. */
async function openLook() {
  const { app, clock, github } = house.world
  const { queries } = app.ledger
  const { id, privateKey } = github.app
  const logger = pino({ enabled: false })
  const settings = { appId: id, privateKey, githubApiUrl: github.url, githubThrottle: false }
  const { asInstallation } = connectGitHub(settings, logger)
  const { home } = await house.state(yard.issue)
  for (const repository of [github.market.id, home?.repository.id ?? 0])
    await writeLooked(queries, repository, clock.now())
  let problems = 0
  const warn = () => {
    problems += 1
  }
  const { look } = createLook({
    queries,
    asInstallation,
    logger: { info: () => undefined, warn, error: warn },
    // The inbox looks by itself, a little later.
    onStored: () => undefined,
  })
  return { look, problems: () => problems }
}

test('what people did unheard is heard once, as if it had been told', async () => {
  const { look, problems } = await openLook()
  await house.handled()
  // All of it was heard: nothing is new.
  await look(400)
  await house.handled()
  const before = await house.standing()
  house.world.github.control.webhooks('fail')
  await house.say('mia', paid, '/challenge It is not true.')
  await yard.say('vera', pull, '/score 80')
  const idea = await house.open(
    'dana',
    '[idea] Maps',
    form({ 'Article link': 'https://articles.test/unsent' }),
  )
  const second = await yard.propose('mia', 'Better roads', 'mine-2', kernelsBy('mia'))
  house.world.github.control.webhooks('send')
  await house.handled()
  expect(await house.standing()).toEqual(before)

  expect(await look(400)).toBeGreaterThanOrEqual(4)
  await house.sticky(idea, /deposit/)
  await yard.checkOf(second.head)
  await house.handled()
  const { disputes } = await house.state(paid)
  expect(disputes).toHaveLength(1)
  const { scores } = await house.state(yard.issue)
  expect(Object.keys(scores[pull] ?? {})).toHaveLength(1)

  const after = await house.standing()
  await look(400)
  await house.handled()
  expect(await house.standing()).toEqual(after)
  expect(problems()).toBe(0)
}, 60_000)
