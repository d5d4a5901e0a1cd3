import type { Gather } from '../../src/mechanisms/dividends/slice.ts'
import { alpha } from '../../src/mechanisms/money.ts'
import { numbered } from '../../src/mechanisms/pots.ts'
import { dividendsOf } from '../../src/mechanisms/streams/names.ts'
import type { SubnetCommand } from '../../src/mechanisms/subnet/state.ts'
import { coldkeys, DAY, potsOfIssue, settle, stream, tick } from './commands.ts'
import { seeDissolution } from './dissolved-tale.ts'
import { payDay } from './mined-commands.ts'
import { minedTales } from './mined-tales.ts'

/** What somebody has sent to the treasury under hotkeys of their own. */
export const elsewhere: readonly Gather[] = [coldkeys.ben, coldkeys.ada].map((hotkey, n) => ({
  pot: numbered('treasury', 0),
  hotkey,
  amount: alpha(BigInt(20 - n) * 1_000_000_000n),
}))

/** A day without rows that found this much elsewhere. */
export const reckonWith = (after: number, day: number, gathers: readonly Gather[]): SubnetCommand => ({
  ...payDay(after, day, 0, 0n),
  ...(gathers.length > 0 && { gathering: { netuid: 2, to: potsOfIssue().hotkey, gathers } }),
})

export const gatherKey = (day: number, hotkey: string): string =>
  ['gather-alpha', dividendsOf(stream()), day, 'treasury', hotkey].join(':')

/** A live subnet to which alpha came under other hotkeys: one part is moved, one waits for the next day, and then the network goes. */
export const gatheredTale: SubnetCommand[] = [
  ...minedTales.passed,
  tick(90_000, 900),
  reckonWith(90_100, 1, elsewhere),
  settle(90_200, 910, gatherKey(1, coldkeys.ben)),
  tick(90_000 + DAY, 8_100),
  reckonWith(90_100 + DAY, 2, elsewhere.slice(1)),
  seeDissolution(90_400 + DAY, 8_200),
]
