import {
  bill,
  byComment,
  challenge,
  coldkeys,
  DAY,
  linkFailed,
  linkPassed,
  loanOpened,
  onIssue,
  openIdea,
  people,
  seeDeposit,
  settle,
  stream,
  tao,
  terms,
  tick,
  vote,
} from '../../../../test/support/commands.ts'
import { tales } from '../../../../test/support/tales.ts'
import { tell as tellRules } from '../../../../test/support/tell.ts'
import type { ThreadFacts } from '../../../github/facts.ts'
import { defaultConfig } from '../../../mechanisms/config.ts'
import { refundOf } from '../../../mechanisms/streams/names.ts'
import type { SubnetCommand, SubnetState } from '../../../mechanisms/subnet/state.ts'

/** The state that commands lead to by the rules. A refused command changes nothing. */
export function tell(commands: readonly SubnetCommand[]): SubnetState {
  return tellRules(commands, defaultConfig).state
}

export const facts: ThreadFacts = {
  page: 'https://tributary.example/ideas/1',
  github: 'https://github.com',
  node: 'wss://node.example:443',
  treasury: coldkeys.treasury,
  coldkeys: { [people.ada.id]: coldkeys.ada, [people.ben.id]: coldkeys.ben },
  approvals: [],
  holds: {},
  missing: {},
  cost: null,
  balance: null,
  swaps: {},
  reports: [],
}

const nobodyLinked: ThreadFacts = { ...facts, coldkeys: {} }

const held = stream()
const atSlash = [...tales.slashed, settle(8 * DAY + 10, 901, `slash-sink:${held}`)]

const hostile = {
  ...terms,
  title:
    '@octocat <img src=x onerror=alert(1)> closes #1 **bold** | `code` \u202eevil\u202c [x](https://evil.example)',
  link: 'https://medium.com/@someone/`x`?a=<b>|c',
}

interface Situation {
  readonly commands: readonly SubnetCommand[]
  readonly facts: ThreadFacts
}

const at = (commands: readonly SubnetCommand[], known = facts): Situation => ({ commands, facts: known })

/** When registering a network costs so many TAO. */
const costing = (commands: readonly SubnetCommand[], cost: number): Situation =>
  at(commands, { ...facts, cost: { amount: tao(cost), block: 3_210 } })

/** Every situation that a thread has words for; each has its golden file. */
export const situations = {
  'awaiting-deposit-unlinked': at(tales.billed, nobodyLinked),
  'awaiting-deposit-no-bill': at(tales.opened),
  'awaiting-deposit-affordable': costing(tales.billed, 80),
  'awaiting-deposit-too-dear': costing(tales.billed, 120),
  'awaiting-deposit-link-fails': at(tales.formLinkFails),
  'awaiting-deposit': at(tales.billed),
  'awaiting-deposit-without-explorer': at(tales.billed, { ...facts, page: null, node: null }),
  'awaiting-deposit-too-little': at(tales.paidTooLittle),
  'awaiting-deposit-all-refunds': at([
    ...tales.billed,
    seeDeposit(10, 5, { amount: tao(0.4) }),
    seeDeposit(11, 6, { payer: coldkeys.ben }),
    seeDeposit(12, 7, { fee: tao(0) }),
    seeDeposit(13, 8, { discovererColdkey: null }),
    seeDeposit(14, 9, { remarkHashes: [] }),
    settle(20, 10, `refund:${refundOf(coldkeys.ada, { kind: 'till' })}:1`),
    seeDeposit(30, 11, { amount: tao(1.5) }),
    seeDeposit(31, 12),
  ]),
  checking: at(tales.checking),
  'checking-link-fails': at(tales.linkFails),
  'funding-opening': at(tales.opening),
  'funding-opening-fails': at(tales.failing),
  'funding-opening-held': at(tales.opening, {
    ...facts,
    holds: { [`loan-open:${held}:1`]: '10 TAO is over the cap of 5 TAO for one payment.' },
  }),
  'funding-opening-approvals': at(tales.opening, {
    ...facts,
    approvals: [
      {
        callHash: `0x${'e'.repeat(64)}`,
        callHex: '0x1f0102',
        threshold: 2,
        signatories: [
          { address: coldkeys.fox, approved: true, approvalHex: null },
          { address: coldkeys.eva, approved: false, approvalHex: '0x1e0101' },
        ],
        others: 1,
        intents: [`loan-open:${held}:1`],
      },
    ],
  }),
  'funding-open-empty': at([...tales.opening, loanOpened(30, 6)]),
  funding: at(tales.funding),
  'funding-covers': costing(tales.funding, 80),
  'funding-too-dear': costing(tales.funding, 120),
  'funding-withdrawn': at(tales.withdrew),
  'funding-full': at(tales.full),
  'funding-content-changed': at(tales.contentChanged),
  'funding-edited': at([
    ...tales.funding,
    {
      type: 'EditIdea',
      isChange: true,
      terms: { ...terms, title: 'Something else', target: tao(900) },
      ...onIssue(60),
    },
  ]),
  'disputed-checking': at(tales.disputed),
  'disputed-voted': at(tales.voted),
  'disputed-funding': at([
    ...tales.funding,
    challenge(60, { reason: 'The article is a copy of https://example.org/a, see #1 @octocat' }),
    vote(70, people.eva, 'reject'),
  ]),
  'disputed-unfunded': at([...tales.funding, challenge(DAY - 10), tick(DAY, 5_000)]),
  'rejected-then-unfunded': at(tales.rejected),
  'no-quorum': at([...tales.funding, challenge(60), tick(8 * DAY, 900)]),
  minable: at(tales.minable),
  'minable-too-dear': costing(tales.minable, 120),
  'minable-collateral-returned': at([...tales.minable, settle(70, 10, `collateral-return:${held}`)]),
  'unfunded-refunding': at(tales.unfunded.slice(0, -3)),
  'unfunded-dissolving': at(tales.unfunded.slice(0, -2)),
  'unfunded-collateral-owed': at(tales.unfunded.slice(0, -1)),
  unfunded: at(tales.unfunded),
  'unfunded-swap-announced': at(tales.unfunded.slice(0, -1), {
    ...facts,
    swaps: { [coldkeys.ada]: { announced: 4_321, disputed: null } },
  }),
  'unfunded-swap-disputed': at(tales.unfunded.slice(0, -1), {
    ...facts,
    swaps: { [coldkeys.ada]: { announced: 4_321, disputed: 4_400 } },
  }),
  'unfunded-link-never-passed': at([
    ...tales.linkNeverPasses,
    settle(8 * DAY, 901, `collateral-return:${held}`),
  ]),
  'slashed-paying': at(tales.slashed),
  'slashed-challenger-unlinked': at(atSlash, nobodyLinked),
  slashed: at([...atSlash, settle(8 * DAY + 20, 902, `slash-reward:${held}`)]),
  'slashed-while-funding': at(tales.slashedWhileFunding),
  'closed-expired': at(tales.expired),
  'closed-withdrawn': at(tales.withdrawn),
  'closed-paid-late': at(tales.paidLate),
  'hostile-text': at([
    openIdea({ terms: hostile, discoverer: { id: 101, login: 'x] <b>@all' } }),
    { type: 'IssueBill', bill: { ...bill, remark: '`#1`' }, at: 1, source: { kind: 'errand', name: 'bill' } },
    seeDeposit(10, 5),
    linkFailed(20, 2, '<script>alert(1)</script> @octocat #1 `x` \u202eevil'),
    challenge(40, { reason: '# Heading\n\n- [ ] @octocat <details> ![x](y) :tada:', ...byComment(40, 1) }),
  ]),
} satisfies Record<string, Situation>

/** More of everything than any idea has. */
export function crowded(): { readonly state: SubnetState; readonly facts: ThreadFacts } {
  const long = (length: number) => `_@a#1|<${'`*'.repeat(length)}`.slice(0, length)
  const many = <Item>(count: number, make: (place: number) => Item) =>
    Array.from({ length: count }, (_, place) => make(place))
  const longTerms = {
    ...terms,
    title: long(5_000),
    link: `https://x.com/${long(5_000)}`,
    roles: many(20, () => long(60)),
  }
  const commands: SubnetCommand[] = [
    openIdea({ terms: longTerms, discoverer: { id: 101, login: long(500) } }),
    {
      type: 'IssueBill',
      bill: { ...bill, callHex: `0x${'0'.repeat(4_000)}` },
      at: 1,
      source: { kind: 'errand', name: 'bill' },
    },
    ...many(REFUNDS, (n) => seeDeposit(2, 1_000 + n, { amount: tao(0.5) })),
    seeDeposit(10, 5),
    linkPassed(20),
    loanOpened(30, 6),
    challenge(50),
    tick(58 * DAY, 900),
    { type: 'EditIdea', isChange: true, terms: { ...longTerms, title: 'x' }, ...onIssue(60) },
    challenge(4_000 * DAY),
    ...many(REFUNDS, (n) =>
      settle(
        5_000 * DAY,
        950,
        `deposit-refund:${held}:${seeDeposit(2, 1_000 + n).extrinsic.hash}:${coldkeys.ada}`,
        {
          ok: false,
          error: 'Token.FundsUnavailable',
        },
      ),
    ),
  ]
  const approvals = many(300, (n) => ({
    callHash: `0x${'e'.repeat(64)}`,
    callHex: `0x${'0'.repeat(4_000 - (n % 2) * 10)}`,
    threshold: 3,
    signatories: many(12, (one) => ({
      address: `5${String(one).padStart(47, '0')}`,
      approved: false,
      approvalHex: `0x${'0'.repeat(n % 4 === 0 ? 590 : 4_500)}`,
    })),
    others: 1,
    intents: [`deposit-refund:${held}:${seeDeposit(2, 1_000 + n).extrinsic.hash}:${coldkeys.ada}`],
  }))
  const state = tell(commands)
  const [closed, open] = state.disputes
  if (!closed || !open || !state.funding) throw new Error('it is funded, and was challenged twice')
  const funders = many(500, (n) => [`5${String(n).padStart(47, 'C')}`, tao(0.1)] as const)
  const failed = Object.entries(state.payments.failed).map(([key, failure]) => [
    key,
    { ...failure, error: long(60_000) },
  ])
  const payments = { ...state.payments, failed: Object.fromEntries(failed) }
  const crowd = {
    ...state,
    disputes: [...many(40, () => closed), open].map((one) => ({ ...one, reason: long(60_000) })),
    funding: { ...state.funding, contributions: Object.fromEntries(funders) },
    payments,
    life: { ...state.life, payments },
  }
  return { state: crowd, facts: { ...facts, approvals } }
}

const REFUNDS = 50
