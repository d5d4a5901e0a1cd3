import { depositDeadline } from '../../mechanisms/idea/due.ts'
import type { SubnetState } from '../../mechanisms/subnet/state.ts'
import { type IdeaName, ideas } from './ideas.ts'
import { capital, type Stage, until } from './stage.ts'

/** Milliseconds within which a payment that is begun is in a block for certain. */
const TIME_TO_PAY = 3_000

/**
 * Opens an idea, unless it is open, and waits until it has a bill and time enough to pay it, or is paid. The story may have
 * been stopped for longer than a deposit is waited for: an idea that has expired meanwhile is opened once more.
 */
export async function openToPay(stage: Stage, name: IdeaName): Promise<SubnetState> {
  const { discoverer, answers } = ideas[name]
  const { market } = stage.world
  for (;;) {
    const issue = stage.issues.get(name) ?? (await market.openIdea(discoverer, answers))
    stage.issues.set(name, issue)
    const state = await until(stage, issue, 'it has a bill', hasBill)
    if (isPaid(state) || canBePaid(stage, state)) return state
    const end = await until(stage, issue, 'it expires', (now) => isPaid(now) || now.phase === 'closed')
    if (isPaid(end)) return end
    const again = await market.openIdea(discoverer, answers, issue)
    stage.issues.set(name, again)
    stage.say(`${capital(discoverer)} was too late to pay, and opens the idea again`, market.pageOf(again))
  }
}

/** An idea that expires before its bill is made never gets one. */
const hasBill = ({ deposit, phase }: SubnetState): boolean => deposit.bill !== null || phase === 'closed'

const isPaid = ({ deposit }: SubnetState): boolean => deposit.paid !== null

const canBePaid = ({ world: { clock } }: Stage, { idea, phase }: SubnetState): boolean =>
  idea !== null && phase === 'awaiting-deposit' && clock.now() + TIME_TO_PAY < depositDeadline(idea)
