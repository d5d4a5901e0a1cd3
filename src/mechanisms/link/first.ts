import type { SubnetView } from '../subnet/view.ts'

type Paying = Pick<SubnetView, 'paid'>
type Paid<View> = View & { readonly paid: NonNullable<SubnetView['paid']> }

/** M3: of the ideas with one link, the one that was paid for first has it, whatever became of it. Opening an issue costs nothing. */
export function firstPaid<View extends Paying>(ideas: readonly View[]): View | undefined {
  const isPaid = (idea: View): idea is Paid<View> => idea.paid !== null
  const [first] = ideas
    .filter(isPaid)
    .toSorted((a, b) => a.paid.block - b.paid.block || a.paid.index - b.paid.index)
  return first
}
