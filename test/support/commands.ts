import type { SeeDeposit } from '../../src/mechanisms/deposit/slice.ts'
import type { Challenge, Side, Vote } from '../../src/mechanisms/dispute/slice.ts'
import type { SeeContribution, SeeWithdrawal } from '../../src/mechanisms/funding/slice.ts'
import type { OpenIdea, Terms } from '../../src/mechanisms/idea/slice.ts'
import type { ExtrinsicRef, Outcome } from '../../src/mechanisms/intent.ts'
import type { Occurrence, Person } from '../../src/mechanisms/kernel/occurrence.ts'
import { purposeOf } from '../../src/mechanisms/kernel/purpose.ts'
import type { ReportLink } from '../../src/mechanisms/link/slice.ts'
import { RAO_PER_TAO, rao } from '../../src/mechanisms/money.ts'
import type { SettleIntent } from '../../src/mechanisms/payments/slice.ts'
import type { Pots } from '../../src/mechanisms/pots.ts'
import { subnetStream, type Tick } from '../../src/mechanisms/subnet/state.ts'

// Commands with sensible values, for tests that tell stories with the rules. Times are milliseconds after START.

export const START = Date.UTC(2026, 0, 1)
export const DAY = 86_400_000
export const tao = (amount: number) => rao((BigInt(Math.round(amount * 1e6)) * RAO_PER_TAO) / 1_000_000n)

export const people = {
  ada: { id: 101, login: 'ada' },
  ben: { id: 102, login: 'ben' },
  eva: { id: 103, login: 'eva' },
  fox: { id: 104, login: 'fox' },
} satisfies Record<string, Person>

/** Well-formed SS58 addresses: the development accounts Alice, Bob, Charlie, Dave, Eve and Ferdie. */
export const coldkeys = {
  ada: '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY',
  ben: '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty',
  eva: '5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y',
  fox: '5DAAnrj7VHTznn2AWBemMuyBwZWs6FNFjdyVXUeYum3PTXFy',
  escrow: '5HGjWAeFDfFCWPsjFQdVV2Msvz2XtMktvgocEZcCj68kUMaw',
  treasury: '5CiPPseXPECbkjWCa6MnjNokrgYjMqmKndv2rSnekmSK2DjL',
  till: '5HGk6iCfe2YnALwRWYNHzdz1w8MGMUGm7rbXUnYi5kw4dnj2',
  payroll: '5FeYnPTNnswR6qTznJiYPmcaBPmEbp4fo37a2RPFdJsHfahs',
  hotkey: '5FtDbvsyp1UraEAzfHDunV7FzCvFVUm9kB3iaEKjY47uZ9Nw',
} as const

export const repository = { id: 7, owner: 'riverbed', name: 'market' }
export const stream = (issue = 1) => subnetStream(repository.id, issue)

export const onIssue = (after: number, issue = 1): Occurrence => ({
  at: START + after,
  source: { kind: 'issue', issue },
})

export const byComment = (after: number, comment: number, issue = 1): Occurrence => ({
  at: START + after,
  source: { kind: 'comment', issue, comment },
})

export const inBlock = (after: number, block: number, extrinsic: number | null = null): Occurrence => ({
  at: START + after,
  source: { kind: 'block', block, blockHash: `0x${block.toString(16).padStart(64, '0')}`, extrinsic },
})

export const terms: Terms = {
  title: 'GPU kernels are tuned by hand',
  link: 'https://arxiv.org/abs/2601.00001',
  roles: ['developer', 'reviewer'],
  target: tao(100),
  bodyHash: 'b'.repeat(64),
}

export function openIdea(changes: Partial<OpenIdea> = {}): OpenIdea {
  const issue = changes.issue ?? 1
  return {
    type: 'OpenIdea',
    repository,
    issue,
    installation: 1,
    discoverer: people.ada,
    terms,
    ...onIssue(0, issue),
    ...changes,
  }
}

/** SS58 of the account that pays whatever has no other pot. */
export const FLOAT = '5Hmq8A9jTowhePDoeJtr2UTWkFAuymRonMDGSZzgHWt6S4SF'

/** Those of the subnet of an issue: the first has well-formed addresses, the others have names. */
export const potsOfIssue = (issue = 1): Pots => ({
  ordinal: issue - 1,
  float: FLOAT,
  escrow: issue === 1 ? coldkeys.escrow : `escrow-${issue}`,
  treasury: issue === 1 ? coldkeys.treasury : `treasury-${issue}`,
  payroll: issue === 1 ? coldkeys.payroll : `payroll-${issue}`,
  hotkey: issue === 1 ? coldkeys.hotkey : `hotkey-${issue}`,
})

export const bill = {
  callHex: '0x0b0200',
  remark: 'tributary:idea:v1:7:1:aa',
  remarkHash: `0x${'a'.repeat(64)}`,
  fee: tao(0.1),
  collateral: tao(1),
  into: coldkeys.till,
  specVersion: 424,
}

export const issueBill = (after = 1) =>
  ({ type: 'IssueBill', bill, at: START + after, source: { kind: 'errand', name: 'bill' } }) as const

const extrinsic = (block: number, index = 1): ExtrinsicRef => ({
  block,
  blockHash: `0x${block.toString(16).padStart(64, '0')}`,
  index,
  hash: `0x${(block * 1_000 + index).toString(16).padStart(64, '0')}`,
})

export function seeDeposit(after: number, block: number, changes: Partial<SeeDeposit> = {}): SeeDeposit {
  return {
    type: 'SeeDeposit',
    extrinsic: extrinsic(block),
    payer: coldkeys.ada,
    pot: { kind: 'till' },
    treasury: FLOAT,
    amount: tao(1),
    fee: tao(0.1),
    remarkHashes: [bill.remarkHash],
    discovererColdkey: coldkeys.ada,
    pots: potsOfIssue(),
    ...inBlock(after, block, 1),
    ...changes,
  }
}

/** Of an idea that was paid for: the first check was made before its bill. */
export const linkPassed = (after: number, check = 2, contentHash = 'c'.repeat(64)): ReportLink => ({
  type: 'ReportLink',
  check,
  result: { ok: true, contentHash, finalUrl: terms.link },
  at: START + after,
  source: { kind: 'errand', name: 'link' },
})

export const linkFailed = (
  after: number,
  check = 2,
  reason = 'The server answered 404 Not Found.',
): ReportLink => ({
  type: 'ReportLink',
  check,
  result: { ok: false, reason },
  at: START + after,
  source: { kind: 'errand', name: 'link' },
})

export const electorate = [
  { user: people.eva.id, coldkey: coldkeys.eva, stake: tao(6_000) },
  { user: people.fox.id, coldkey: coldkeys.fox, stake: tao(4_000) },
]

export const challenge = (after: number, changes: Partial<Challenge> = {}): Challenge => ({
  type: 'Challenge',
  challenger: people.ben,
  challengerColdkey: coldkeys.ben,
  reason: 'The article does not exist.',
  electorate,
  ...byComment(after, 900),
  ...changes,
})

export const vote = (after: number, voter: Person, side: Side): Vote => ({
  type: 'Vote',
  voter,
  side,
  ...byComment(after, 1_000 + voter.id),
})

export const tick = (after: number, block: number): Tick => ({
  type: 'Tick',
  block,
  ...inBlock(after, block),
})

export const contribution = (
  after: number,
  block: number,
  coldkey: string,
  amount: number,
): SeeContribution => ({
  type: 'SeeContribution',
  loan: 3,
  coldkey,
  amount: tao(amount),
  ...inBlock(after, block, 1),
})

export const withdrawal = (after: number, block: number, coldkey: string, amount: number): SeeWithdrawal => ({
  type: 'SeeWithdrawal',
  loan: 3,
  coldkey,
  amount: tao(amount),
  ...inBlock(after, block, 1),
})

export const settle = (
  after: number,
  block: number,
  key: string,
  outcome: Outcome = { ok: true },
): SettleIntent => ({
  type: 'SettleIntent',
  key,
  purpose: purposeOf(key.split(':').slice(1, 4).join(':'), key),
  extrinsic: extrinsic(block),
  outcome,
  ...inBlock(after, block, 1),
})

export const loanOpened = (after: number, block: number, issue = 1, endBlock = 5_000): SettleIntent =>
  settle(after, block, `loan-open:${stream(issue)}:1`, {
    ok: true,
    created: { loan: 3, endBlock, cap: tao(110) },
  })
