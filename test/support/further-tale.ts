import type { OpenFunding } from '../../src/mechanisms/funding/slice.ts'
import type { Person } from '../../src/mechanisms/kernel/occurrence.ts'
import type { SubnetCommand } from '../../src/mechanisms/subnet/state.ts'
import {
  byComment,
  coldkeys,
  contribution,
  DAY,
  people,
  settle,
  stream,
  tao,
  tick,
  withdrawal,
} from './commands.ts'
import { reportRest, seeDissolution } from './dissolved-tale.ts'
import { key } from './mined-commands.ts'
import { minedTales } from './mined-tales.ts'

/** By Ben, the guarantor, or by a validator. */
export const openFunding = (
  after: number,
  amount: number,
  person: Person = people.ben,
  isValidator = false,
): OpenFunding => ({
  type: 'OpenFunding',
  target: tao(amount),
  person,
  isValidator,
  ...byComment(after, 7_000 + (after % 1_000)),
})

/** Crowdloan 7 is that of the second round, 8 of the third, 9 of the fourth. */
export const roundOpened = (after: number, block: number, round: number, endBlock = 9_000): SubnetCommand =>
  settle(after, block, `loan-open:${stream()}:${round}`, {
    ok: true,
    created: { loan: round + 5, endBlock, cap: tao(60) },
  })

export const gave = (after: number, block: number, round: number, coldkey: string, amount: number) => ({
  ...contribution(after, block, coldkey, amount),
  loan: round + 5,
})

const took = (after: number, block: number, round: number, coldkey: string, amount: number) => ({
  ...withdrawal(after, block, coldkey, amount),
  loan: round + 5,
})

/** Of the first round Ben gave 60 TAO and Eva 40. */
const asked: SubnetCommand[] = [...minedTales.passed, openFunding(90_000, 50)]
const collecting: SubnetCommand[] = [
  ...asked,
  roundOpened(90_010, 900, 2),
  gave(90_020, 901, 2, coldkeys.fox, 30),
  gave(90_030, 902, 2, coldkeys.eva, 20),
  took(90_040, 903, 2, coldkeys.eva, 10),
]
const full: SubnetCommand[] = [...collecting, gave(90_050, 904, 2, coldkeys.eva, 10)]
const funded: SubnetCommand[] = [...full, settle(90_060, 905, key('loan-finalize', 2))]
const failing: SubnetCommand[] = [...collecting, tick(900_000, 9_001)]
const failed: SubnetCommand[] = [
  ...failing,
  settle(900_010, 9_002, key('loan-refund', 2, 1), { ok: true, allRefunded: true }),
  settle(900_020, 9_003, key('loan-dissolve', 2)),
]
const calledOff: SubnetCommand[] = [...collecting, seeDissolution(90_050, 904)]

export const furtherTales = {
  asked,
  collecting,
  full,
  funded,
  failing,
  failed,
  calledOff,
  /** The raise does not pay for the registration, and a validator asks for more. */
  forRegistration: [
    ...minedTales.registering,
    openFunding(1_321, 50, people.eva, true),
    roundOpened(1_322, 26, 2),
    gave(1_323, 27, 2, coldkeys.fox, 50),
    settle(1_324, 28, key('loan-finalize', 2)),
  ],
} satisfies Record<string, SubnetCommand[]>

const [third, fourth] = [90_000 + 30 * DAY, 90_000 + 60 * DAY]

/** A round that is funded, one to which nobody gives, and one that ends with the subnet. */
export const furtherTale: SubnetCommand[] = [
  ...funded,
  settle(90_070, 906, key('loan-deposit-return', 2)),
  openFunding(third, 50),
  roundOpened(third + 10, 220_000, 3, 221_000),
  tick(third + DAY, 221_001),
  settle(third + DAY + 10, 221_002, key('loan-dissolve', 3)),
  openFunding(fourth, 20, people.eva, true),
  roundOpened(fourth + 10, 440_000, 4, 450_000),
  gave(fourth + 20, 440_001, 4, coldkeys.fox, 5),
  seeDissolution(fourth + 30, 440_002),
  settle(fourth + 40, 440_003, key('loan-refund', 4, 1), { ok: true, allRefunded: true }),
  settle(fourth + 50, 440_004, key('loan-dissolve', 4)),
  reportRest(fourth + 60, 66, 440_005),
]
