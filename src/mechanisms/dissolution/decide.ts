import { accept } from '../kernel/decision.ts'
import type { Around, Decided, View } from '../kernel/family.ts'
import { isReturning } from '../launch/returning.ts'
import { type Rao, rao } from '../money.ts'
import type { DissolutionShape, ReportRest, SeeDissolution, SeeOutlook } from './slice.ts'

type State = View<DissolutionShape>

/** A subnet is its netuid and its block of registration: what became of an earlier one of that netuid is none of its business. */
export function seeDissolution(state: State, command: SeeDissolution): Decided<DissolutionShape> {
  const { netuid, block, at, source } = command
  const { launch, dissolution } = state
  if (launch?.netuid !== netuid || dissolution.at !== null) return accept()
  if (launch.registeredIn !== null && block <= launch.registeredIn) return accept()
  return accept({ type: 'SubnetDissolved', netuid, at, source })
}

const DAY = 86_400_000

/** A warning stands for a day at least: prices that go up and down say it no oftener. */
export function seeOutlook(state: State, command: SeeOutlook): Decided<DissolutionShape> {
  const { netuid, isNext, at, source } = command
  const { launch, dissolution } = state
  if (launch?.netuid !== netuid || dissolution.at !== null || dissolution.isNext === isNext) return accept()
  if (!isNext && at < (dissolution.saidAt ?? 0) + DAY) return accept()
  return accept({ type: 'OutlookChanged', isNext, at, source })
}

/** Less is not worth a transfer: 0.001 TAO, about seven times the fee of one. */
const LEAST: Rao = rao(1_000_000n)

/** D4, L4: what was owed until then comes first, whether it can be paid now or waits for a link. */
export function reportRest(
  state: State,
  { free, left, block, at, source }: ReportRest,
  { wished }: Around,
): Decided<DissolutionShape> {
  const { dissolution } = state
  if (dissolution.rest || (dissolution.at === null && !isReturning(state))) return accept()
  const worth = dissolution.left ? [] : left.filter(({ amount }) => amount >= LEAST)
  if (worth.length > 0) return accept({ type: 'PotsLeft', left: worth, at, source })
  const owed = wished().reduce(
    (sum, { pot, call }) => (pot.kind === 'treasury' && call.kind === 'transfer' ? sum + call.amount : sum),
    0n,
  )
  return accept({ type: 'RestCounted', total: rao(free > owed ? free - owed : 0n), block, at, source })
}
