import type { SubnetCommand } from '../../src/mechanisms/subnet/state.ts'
import { DAY, tick } from './commands.ts'
import { seeDissolution } from './dissolved-tale.ts'
import { dayPart, openParts, payDay, settleFill, settlePart } from './mined-commands.ts'
import { minedTales } from './mined-tales.ts'

/** A live subnet of whose first day one row is left to be paid. */
export const partlyPaid: SubnetCommand[] = [
  ...minedTales.passed,
  tick(90_000, 900),
  payDay(90_100, 1, 2),
  settleFill(90_200, 910, 1),
  openParts(90_300, 1, 0, [dayPart(0), dayPart(1)]),
  settlePart(90_400, 911, 1, [1, 0]),
  settlePart(90_500, 912, 1, [0, 0], 1),
]

/** A live subnet whose days are paid: one with a row that the chain refuses and then takes, one without rows, and one in which the network goes. */
export const payoutTale: SubnetCommand[] = [
  ...partlyPaid,
  settlePart(90_600, 913, 1, [0, 1]),
  tick(90_000 + DAY, 8_100),
  payDay(90_100 + DAY, 2, 0, 0n),
  tick(90_000 + 2 * DAY, 15_300),
  payDay(90_100 + 2 * DAY, 3, 1, 0n),
  openParts(90_300 + 2 * DAY, 3, 0, [dayPart(0)]),
  seeDissolution(90_400 + 2 * DAY, 15_400),
]
