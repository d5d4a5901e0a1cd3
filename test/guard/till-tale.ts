import { rao } from '../../src/mechanisms/money.ts'
import { potIn } from '../../src/mechanisms/pots.ts'
import type { RefundCommand } from '../../src/mechanisms/refund/refunds.ts'
import { refundOf } from '../../src/mechanisms/streams/names.ts'
import type { SubnetCommand } from '../../src/mechanisms/subnet/state.ts'
import {
  bill,
  coldkeys,
  FLOAT,
  issueBill,
  openIdea,
  people,
  potsOfIssue,
  seeDeposit,
  settle,
  stream,
  tao,
} from '../support/commands.ts'
import { accept, issueGuaranteeBill, payGuarantee } from '../support/mined-commands.ts'
import { minedTales } from '../support/mined-tales.ts'

export type TillStep = { readonly stream: string; readonly command: SubnetCommand | RefundCommand }

const till = { kind: 'till' } as const
const into = coldkeys.fox
const escrow = potIn(potsOfIssue(), 'escrow')
const dust = (n: number) => ({
  payer: coldkeys.eva,
  amount: rao(600_000n),
  pot: escrow,
  remarkHashes: [`0x${n}`],
})

const life = (issue: number, ...commands: readonly SubnetCommand[]): TillStep[] =>
  commands.map((command) => ({ stream: stream(issue), command }))

const billFor = (issue: number) => ({
  ...issueBill(),
  bill: { ...bill, into, remarkHash: `0x${'a'.repeat(63)}${issue}` },
})

const pay = (
  after: number,
  block: number,
  issue: number,
  changes: Partial<ReturnType<typeof seeDeposit>> = {},
) =>
  seeDeposit(after, block, {
    remarkHashes: [billFor(issue).bill.remarkHash],
    pots: potsOfIssue(issue),
    ...changes,
  })

const sendBack = (
  after: number,
  block: number,
  pot: Parameters<typeof refundOf>[1],
  payout = 1,
): TillStep => {
  const refund = refundOf(coldkeys.eva, pot)
  const command = settle(after, block, `refund:${refund}:${payout}`)
  return { stream: refund, command: { ...command, purpose: { kind: 'refund', about: [payout] } } }
}

const first = minedTales.invited.map((command) => {
  if (command.type === 'IssueBill') return { ...billFor(1), at: command.at }
  return command.type === 'SeeDeposit' ? { ...command, remarkHashes: [billFor(1).bill.remarkHash] } : command
})

/**
 * Three ideas and one till. The third to be paid finds no pots left, and somebody pays what names nothing. Dust comes to an escrow until
 * it is worth sending back.
 */
export const tillTale: readonly TillStep[] = [
  ...life(2, openIdea({ issue: 2 }), billFor(2)),
  ...life(1, ...first),
  ...life(
    2,
    pay(1_150, 21, 2, { payer: coldkeys.eva }),
    pay(1_151, 22, 2, { amount: tao(1.5) }),
    pay(1_152, 23, 2),
  ),
  ...life(3, openIdea({ issue: 3 }), billFor(3), pay(1_160, 24, 3, { pots: null })),
  {
    stream: refundOf(coldkeys.eva, till),
    command: {
      type: 'OweRefund',
      payer: coldkeys.eva,
      amount: tao(2),
      reason: 'unnamed',
      extrinsic: pay(1_170, 25, 9).extrinsic,
      pot: till,
      treasury: FLOAT,
      subnet: null,
      at: pay(1_170, 25, 9).at,
      source: pay(1_170, 25, 9).source,
    },
  },
  sendBack(1_180, 26, till),
  ...life(1, seeDeposit(1_190, 27, dust(1)), seeDeposit(1_191, 28, dust(2)), seeDeposit(1_192, 29, dust(3))),
  sendBack(1_195, 30, escrow),
  ...life(
    1,
    accept(1_200, 11, people.ben),
    issueGuaranteeBill(1_201),
    payGuarantee(1_300, 31, 1, { payer: coldkeys.eva }),
    payGuarantee(1_301, 32),
  ),
]
