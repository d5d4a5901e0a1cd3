import { type CallKind, TAKES_NOTHING } from '../../chain/call-kinds.ts'
import { callOf } from '../../chain/extrinsic.ts'
import { nothingMade } from '../../chain/watcher/told-outcome.ts'
import type { SetDelegate } from '../../mechanisms/intent.ts'

/** The chain reserves a deposit in the pot, or gives it back there. */
export const delegate: CallKind<SetDelegate> = {
  build: (api, { delegate, type, isGiven }) =>
    callOf(api, 'proxy', isGiven ? 'addProxy' : 'removeProxy', delegate, type, 0),
  ...TAKES_NOTHING,
  weighsAs: ({ isGiven }) => (isGiven ? 'given' : 'taken'),
  words: ({ delegate, type, isGiven }) =>
    isGiven
      ? `let ${delegate} act for the pot as its proxy of the type ${type}`
      : `take the proxy ${delegate} of the type ${type} away from the pot`,
  extrinsics: {
    'proxy.addProxy': ({ account, text }) =>
      `let ${account('delegate')} act as its proxy of the type ${text('proxyType')}`,
    'proxy.removeProxy': ({ account, text }) =>
      `take the proxy ${account('delegate')} of the type ${text('proxyType')} away`,
  },
  told: nothingMade,
}
