import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { potAddress, tillOf } from '../../src/chain/pots.ts'
import { SIGNER } from '../../src/local/world/people.ts'
import { openRepository } from '../../src/local/world/repository.ts'
import { sharesOf } from '../../src/mechanisms/dissolution/rest.ts'
import { bountyOf, raisedOf, rewardOf } from '../../src/mechanisms/launch/amounts.ts'
import { REFUND_FEE } from '../../src/mechanisms/refund/refund.ts'
import type { ShownRefund, SubnetState } from '../../src/mechanisms/subnet/state.ts'
import type { Report } from './report.ts'
import { type FaultWorld, OVERPAID, untilOpen } from './support.ts'
import type { Transfer } from './tally.ts'

/** What must hold after every fault: nothing is stuck, every sticky comment says what is true, and once, every payment was made once. */
export async function expectPaidOnce(world: FaultWorld): Promise<Report> {
  await quiet(world)
  // A second payment would be in one of the next blocks.
  const head = await finalizedNumber(world)
  while ((await finalizedNumber(world)) < head + 4) await sleep(100)
  const report = await quiet(world)
  await world.tally.read()
  expect(paidOnChain(world, report)).toEqual(paidByLedger(world, report))
  expect(loansOnChain(world)).toEqual(loansByLedger(report))
  return report
}

/** The same, and every balance is right to the rao. */
export async function expectAllRight(world: FaultWorld): Promise<void> {
  const { ideas } = await expectPaidOnce(world)
  const states = ideas.map(({ state }) => state)
  for (const [who, { address, amount }] of wantedBalances(world, states)) {
    expect({ who, balance: await world.tally.balanceOf(address) }).toEqual({ who, balance: amount })
  }
}

/** The idea's surplus has come back, its loan is open, and all is right. */
export async function expectPaid(world: FaultWorld, issue: number): Promise<void> {
  const { refunds } = await untilOpen(world, issue)
  expect(refunds).toMatchObject([{ reason: 'overpaid', amount: OVERPAID }])
  await expectAllRight(world)
}

const PATIENCE = 40_000

/** Waits until nothing is left to do and every thread shows what it should; throws with what does not. */
export async function quiet(world: FaultWorld): Promise<Report> {
  const end = Date.now() + PATIENCE
  for (;;) {
    const report = await world.app.report()
    const left = report ? await whatIsLeft(world, report) : ['the App does not answer']
    if (report && left.length === 0) return report
    if (Date.now() > end) throw new Error(`Not everything is done:\n${left.join('\n')}`)
    await sleep(200)
  }
}

/** Threads are looked at once nothing else is left: until then they change. */
const whatIsLeft = async (world: FaultWorld, report: Report): Promise<readonly string[]> =>
  report.left.length > 0 ? report.left : untrueThreads(world, report)

async function untrueThreads({ github }: FaultWorld, { ideas }: Report): Promise<string[]> {
  const untrue: string[] = []
  for (const { place, issue, body } of ideas.flatMap(({ stickies }) => stickies)) {
    const comments = await openRepository(github, place).appComments(issue)
    const shown = comments.filter((comment) => comment.includes('tributary:sticky'))
    const which = `issue ${issue} of ${place.repo}`
    if (shown.length !== 1) untrue.push(`${which} has ${shown.length} sticky comments`)
    else if (shown[0] !== body) untrue.push(`${which} says:\n${shown[0]}\nbut it should say:\n${body}`)
    for (const mark of saidTwice(comments)) untrue.push(`${which} says twice: ${mark}`)
  }
  return untrue
}

/** The marks of answers and notices that stand below more than one comment. */
function saidTwice(comments: readonly string[]): string[] {
  const marks = comments.flatMap(
    (comment) => /<!-- tributary:reply:\S+ -->$/.exec(comment.trimEnd())?.[0] ?? [],
  )
  return marks.filter((mark, place) => marks.indexOf(mark) !== place)
}

async function finalizedNumber({ wallets: { api } }: FaultWorld): Promise<number> {
  return (await api.rpc.chain.getHeader(await api.rpc.chain.getFinalizedHead())).number.toNumber()
}

const sorted = (transfers: readonly Transfer[]): string[] =>
  transfers.map(({ from, to, amount }) => `${amount} from ${from} to ${to}`).sort()

/** Everything that left the till, an escrow or a subnet's treasury. */
function paidOnChain({ tally, treasury }: FaultWorld, { ideas }: Report): string[] {
  const own = ideas.flatMap(({ state: { idea } }) =>
    idea?.pots ? [idea.pots.escrow, idea.pots.treasury] : [],
  )
  const pots = new Set([tillOf(treasury), ...own])
  return sorted(tally.transfers.filter(({ from }) => pots.has(from)))
}

function paidByLedger({ treasury }: FaultWorld, { settled }: Report): string[] {
  const transfers = settled.flatMap(({ intent: { pot, call }, coldkey }) =>
    call.kind === 'transfer'
      ? [{ from: potAddress(treasury, pot), to: coldkey ?? '', amount: call.amount }]
      : [],
  )
  return sorted(transfers)
}

const loansOnChain = ({ tally: { events } }: FaultWorld) => ({
  opened: events.get('crowdloan.Created') ?? 0,
  finalized: events.get('crowdloan.Finalized') ?? 0,
})

function loansByLedger({ settled }: Report) {
  const of = (kind: string) => settled.filter(({ intent: { call } }) => call.kind === kind).length
  return { opened: of('loan-open'), finalized: of('loan-finalize') }
}

/** What everybody must have: what they began with, less fees, less what the ideas hold. */
function wantedBalances(world: FaultWorld, states: readonly SubnetState[]) {
  const { endowments, treasury, tally, wallets, github } = world
  const wanted = new Map<string, { address: string; amount: bigint }>()
  const begin = (address: string) => (endowments.get(address) ?? 0n) - (tally.fees.get(address) ?? 0n)
  for (const name of ['dana', 'fay', 'finn', 'mia', SIGNER]) {
    const address = wallets.addressOf(name)
    const back = states.flatMap(sharesIn).filter(({ coldkey }) => coldkey === address)
    const gained =
      challengesOf(github.users[name], states) +
      launchesOf(github.users[name], states) +
      sum(back.map(({ amount }) => amount))
    wanted.set(name, { address, amount: begin(address) - spentBy(address, states) + gained })
  }
  const lent = sum(states.map(({ funding }) => (isLent(funding) ? funding.deposit : 0n)))
  wanted.set('float', { address: treasury, amount: begin(treasury) - lent })
  const held = states.map(({ deposit }) => (deposit.fate === 'held' ? (deposit.paid?.collateral ?? 0n) : 0n))
  const kept = states.flatMap(({ refunds }) => refunds.map(keptOf))
  wanted.set('till', { address: tillOf(treasury), amount: sum([...held, ...kept]) })
  for (const state of states) {
    const { idea, funding, rounds } = state
    if (!idea?.pots) continue
    const guaranteed = collateralsOf(rounds, 'held')
    wanted.set(`escrow of ${idea.issue}`, { address: idea.pots.escrow, amount: guaranteed })
    const raised = funding?.stage === 'finalized' ? funding.raised : 0n
    const locks = tally.locks.filter(({ from }) => from === idea.pots?.treasury)
    const spent = sum([
      ...locks.map(({ amount }) => amount),
      earnedBy('discoverer', state),
      earnedBy('guarantor', state),
    ])
    const slashed = collateralsOf(rounds, 'slashed')
    const left = raised + slashed - spent - sum(sharesIn(state).map(({ amount }) => amount))
    wanted.set(`treasury of ${idea.issue}`, { address: idea.pots.treasury, amount: left })
  }
  return wanted
}

/** What guarantors have put into escrow, of which this became: a race forgets what is settled, its rounds do not. Rao. */
const collateralsOf = (rounds: SubnetState['rounds'], wanted: 'held' | 'slashed'): bigint =>
  sum(rounds.map(({ guarantee }) => (guarantee?.fate === wanted ? guarantee.paid.collateral : 0n)))

/** What a launch has brought to one of its people, from the raise. Rao. */
function earnedBy(who: 'discoverer' | 'guarantor', state: SubnetState): bigint {
  const { launch, probation } = state
  if (who === 'discoverer') return launch?.stage === 'started' ? rewardOf(state) : 0n
  if (!launch || probation?.verdict !== 'passed') return 0n
  return bountyOf(raisedOf(state), launch.rules.probation.bountyBasisPoints)
}

/** What launches have brought to an account. Rao. */
const launchesOf = (user: number | undefined, states: readonly SubnetState[]): bigint =>
  sum(
    states.flatMap((state) => [
      state.idea?.discoverer.id === user ? earnedBy('discoverer', state) : 0n,
      state.launch?.guarantor.id === user ? earnedBy('guarantor', state) : 0n,
    ]),
  )

/** What has gone back to funders of what was not registered in time. */
const sharesIn = (state: SubnetState) =>
  state.phase === 'returned' && state.dissolution.rest ? sharesOf(state, state.dissolution.rest) : []

type Funding = SubnetState['funding']

const isLent = (funding: Funding): funding is NonNullable<Funding> =>
  funding?.stage === 'open' || funding?.stage === 'refunding' || funding?.stage === 'dissolving'

/** What upheld challenges have brought to an account. Rao. */
function challengesOf(user: number | undefined, states: readonly SubnetState[]): bigint {
  const slashes = states.flatMap(({ deposit: { slash } }) => (slash?.challenger === user ? [slash] : []))
  return sum(slashes.map((slash) => slash?.toChallenger ?? 0n))
}

/** Of what came without being asked for, each in a payout of its own: the fee, once it was sent back. Rao. */
const keptOf = ({ sentIn, amount }: ShownRefund): bigint => (sentIn ? REFUND_FEE : amount)

/** Fees of ideas, collaterals that are held or lost, contributions. Rao. */
function spentBy(address: string, states: readonly SubnetState[]): bigint {
  const spent = states.map(({ idea, deposit, funding, rounds, refunds }) => {
    const guarantees = rounds
      .flatMap(({ guarantee }) => guarantee ?? [])
      .filter(({ paid, fate }) => paid.payer === address && fate !== 'returned')
    const guaranteed = sum(guarantees.map(({ paid }) => paid.collateral))
    const isPayer = deposit.paid?.payer === address
    const given = isPayer ? (idea?.config.idea.fee ?? 0n) : 0n
    const held = isPayer && deposit.fate !== 'returned' ? (deposit.paid?.collateral ?? 0n) : 0n
    const kept = sum(refunds.filter(({ payer }) => payer === address).map(keptOf))
    return given + held + guaranteed + kept + (funding?.contributions[address] ?? 0n)
  })
  return sum(spent)
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((all, amount) => all + amount, 0n)
