import { afterAll, beforeAll } from 'vitest'
import { type House, openHouse } from '../support/open-house.ts'
import { paidIdea } from '../support/paid-idea.ts'
import { badCommands } from './commands.ts'
import { badDeliveries } from './deliveries.ts'
import { badVotes } from './disputes.ts'
import { badForms } from './forms.ts'
import { badHome } from './home.ts'
import { badSettings } from './settings.ts'

// G3: bad input gets one clear answer that says what was wrong and how to mend it; nothing else changes. One world for all.

const SETTINGS = `dispute:
  duration: 3 seconds
link:
  allowed_hosts: [articles.test]
launch:
  preparation: 7 days
`

let house: House
/** An issue that is no idea, and an idea that is paid. */
let talk: number
let paid: number

beforeAll(async () => {
  house = await openHouse(SETTINGS)
  talk = await house.open('ops', 'Talk', 'Comment here.')
  for (const login of ['dana', 'mia', 'vera']) await house.world.market.link(login, talk)
  await house.world.linked(3)
  paid = await paidIdea(house)
}, 60_000)

afterAll(() => house?.stop())

const of = () => house
badDeliveries(of)
badForms(of)
badCommands(of, () => talk)
badVotes(of, () => paid)
badSettings(of)
badHome(of)
