import { call, type Pallet } from '../runtime/pallet.ts'
import { weights } from '../weights.ts'
import { hyperparameterCalls } from './admin-utils/hyperparameter-calls.ts'
import { setEmissionSplit, setMechanismCount } from './subtensor-module/network/mechanisms.ts'
import { changeByOwner } from './subtensor-module/network/subnet-owner.ts'

/** What a subnet's owner may set. Root may set more on the main network; here nobody is root. */
export const adminUtilsPallet: Pallet = {
  name: 'AdminUtils',
  calls: {
    ...hyperparameterCalls,
    sudo_set_mechanism_count: call<{ netuid: number; mechanism_count: number }>({
      weight: weights.AdminUtils.setMechanisms,
      dispatch: (ctx, origin, { netuid, mechanism_count }) =>
        void changeByOwner(ctx, origin, { netuid, kind: { kind: 'mechanism-count' } }, () =>
          setMechanismCount(ctx, netuid, mechanism_count),
        ),
    }),
    sudo_set_mechanism_emission_split: call<{ netuid: number; maybe_split: number[] | undefined }>({
      weight: weights.AdminUtils.setMechanisms,
      dispatch: (ctx, origin, { netuid, maybe_split }) =>
        void changeByOwner(ctx, origin, { netuid, kind: { kind: 'emission-split' } }, () =>
          setEmissionSplit(ctx, netuid, maybe_split),
        ),
    }),
  },
}
