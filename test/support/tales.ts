import type { LinkColdkey } from '../../src/mechanisms/account/account.ts'
import type { SubnetCommand } from '../../src/mechanisms/subnet/state.ts'
import {
  byComment,
  challenge,
  coldkeys,
  contribution,
  DAY,
  issueBill,
  linkFailed,
  linkPassed,
  loanOpened,
  onIssue,
  openIdea,
  people,
  repository,
  seeDeposit,
  settle,
  stream,
  tao,
  tick,
  vote,
  withdrawal,
} from './commands.ts'

/** Whole lives of ideas, as the commands that made them. Each is about issue 1. */

const first = stream()

/** Of an idea of its own each time: no life begins with another's commands. */
const billed = (): SubnetCommand[] => [openIdea(), linkPassed(1, 1), issueBill()]
const paid: SubnetCommand[] = [...billed(), seeDeposit(10, 5)]
const funding: SubnetCommand[] = [...paid, linkPassed(20), loanOpened(30, 6)]
const disputed: SubnetCommand[] = [...paid, linkFailed(20), challenge(40)]

export const tales = {
  opened: [openIdea()],
  formLinkFails: [openIdea(), linkFailed(1, 1)],
  billed: billed(),
  withdrawn: [...billed(), { type: 'WithdrawIdea', ...onIssue(5) }],
  expired: [...billed(), tick(7 * DAY + 1, 900)],
  paidTooLittle: [...billed(), seeDeposit(10, 5, { amount: tao(0.4) })],
  paidByAnother: [...billed(), seeDeposit(10, 5, { payer: coldkeys.ben })],
  paidLate: [...billed(), tick(7 * DAY + 1, 900), seeDeposit(7 * DAY + 2, 901)],
  paidTwice: [...paid, seeDeposit(12, 7)],
  overpaid: [...billed(), seeDeposit(10, 5, { amount: tao(1.5) })],
  checking: paid,
  linkFails: [...paid, linkFailed(20)],
  linkNeverPasses: [...paid, linkFailed(20), tick(10 + 7 * DAY, 900)],
  opening: [...paid, linkPassed(20)],
  funding: [...funding, contribution(40, 7, coldkeys.ben, 30), contribution(50, 8, coldkeys.eva, 12.5)],
  contentChanged: [...funding, tick(20 + DAY, 100), linkPassed(30 + DAY, 3, 'd'.repeat(64))],
  withdrew: [...funding, contribution(40, 7, coldkeys.ben, 100), withdrawal(50, 8, coldkeys.ben, 60)],
  full: [...funding, contribution(40, 7, coldkeys.ben, 100)],
  minable: [
    ...funding,
    contribution(40, 7, coldkeys.ben, 60),
    contribution(50, 8, coldkeys.eva, 40),
    settle(60, 9, `loan-finalize:${first}:1`),
  ],
  unfunded: [
    ...funding,
    contribution(40, 7, coldkeys.ben, 30),
    tick(DAY, 5_000),
    settle(DAY + 1, 5_001, `loan-refund:${first}:1:1`, { ok: true, allRefunded: true }),
    settle(DAY + 2, 5_002, `loan-dissolve:${first}:1`),
    settle(DAY + 3, 5_003, `collateral-return:${first}`),
  ],
  disputed,
  voted: [...disputed, vote(50, people.eva, 'uphold'), vote(60, people.fox, 'reject')],
  slashed: [...disputed, vote(50, people.eva, 'uphold'), tick(8 * DAY, 900)],
  rejected: [...disputed, vote(50, people.eva, 'reject'), tick(8 * DAY, 900)],
  noQuorum: [...disputed, tick(8 * DAY, 900)],
  slashedWhileFunding: [
    ...funding,
    contribution(40, 7, coldkeys.ben, 30),
    challenge(45),
    vote(50, people.eva, 'uphold'),
    tick(8 * DAY, 900),
  ],
  failing: [
    ...paid,
    linkPassed(20),
    settle(30, 6, `loan-open:${first}:1`, { ok: false, error: 'Token.FundsUnavailable' }),
  ],
} satisfies Record<string, SubnetCommand[]>

export const linkOf = (person: keyof typeof people, after = 0): LinkColdkey => ({
  type: 'LinkColdkey',
  person: people[person],
  coldkey: coldkeys[person],
  repository,
  ...byComment(after, 10_000 + people[person].id),
})
