import { type Call, type Context, call, type Origin, type Pallet, type Weight } from '../runtime/pallet.ts'
import { addWeights, weights } from '../weights.ts'
import { type Create, contribute, create, withdraw } from './crowdloan/funding.ts'
import { dissolve, finalize, refund } from './crowdloan/settlement.ts'
import { setMaxContribution, updateCap, updateEnd, updateMinContribution } from './crowdloan/terms.ts'

const { Crowdloan: own } = weights
/** What one call may pay back at most, which is what it is priced for. */
const refundLimit = 50

export const crowdloanPallet: Pallet = {
  name: 'Crowdloan',
  calls: {
    create: call<Create>({
      weight: ({ call: stored }, info) => (stored ? addWeights(own.create, info(stored).weight) : own.create),
      dispatch: (ctx, origin, args) => void create(ctx, origin, args),
    }),
    contribute: plain(own.contribute, contribute),
    withdraw: plain(own.withdraw, withdraw),
    finalize: plain(own.finalize, finalize),
    refund: call<{ crowdloan_id: number }>({ weight: own.refund(refundLimit), dispatch: refund }),
    dissolve: plain(own.dissolve, dissolve),
    update_min_contribution: plain(own.updateMinContribution, updateMinContribution),
    update_end: plain(own.updateEnd, updateEnd),
    update_cap: plain(own.updateCap, updateCap),
    set_max_contribution: plain(own.setMaxContribution, setMaxContribution),
  },
}

/** A call that answers nothing beyond its events. */
function plain<Args>(weight: Weight, run: (ctx: Context, origin: Origin, args: Args) => void): Call {
  return call<Args>({ weight, dispatch: (ctx, origin, args) => void run(ctx, origin, args) })
}
