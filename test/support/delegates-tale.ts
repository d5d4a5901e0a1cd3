import type { WantedDelegate } from '../../src/mechanisms/delegates/slice.ts'
import type { SubnetCommand } from '../../src/mechanisms/subnet/state.ts'
import { coldkeys, settle, tao } from './commands.ts'
import { key, seeDelegates } from './mined-commands.ts'
import { minedTales } from './mined-tales.ts'

/** What the App's key, SS58, should be. */
export const wantedOf = (delegate: string, deposit = tao(0.0935)): WantedDelegate[] => [
  { pot: 'payroll', delegate, type: 'Transfer', deposit },
  { pot: 'hotkey', delegate, type: 'NonFungible', deposit },
]
const standing = wantedOf(coldkeys.ada).map(({ deposit: _, ...one }) => one)

/** The guardians approve deposits and proxies in one call; later the App has another key. */
const asked: SubnetCommand[] = [
  ...minedTales.passed,
  seeDelegates(90_000, 900, wantedOf(coldkeys.ada)),
  seeDelegates(90_050, 905, wantedOf(coldkeys.ada)),
]
const given: SubnetCommand[] = [
  ...asked,
  settle(90_100, 910, key('pot-deposit', 1, 0)),
  settle(90_100, 910, key('pot-deposit', 1, 1)),
  settle(90_100, 910, key('delegate', 1, 0)),
  settle(90_100, 910, key('delegate', 1, 1)),
  seeDelegates(90_200, 920, wantedOf(coldkeys.ada, tao(0.0335)), standing),
]
const replaced: SubnetCommand[] = [
  ...given,
  seeDelegates(90_300, 930, wantedOf(coldkeys.ben, tao(0.0335)), standing),
  settle(90_400, 940, key('delegate', 2, 0)),
]

export const delegatesTales = { asked, given, replaced } satisfies Record<string, SubnetCommand[]>
