import type { SubnetCommand } from '../../src/mechanisms/subnet/state.ts'
import { coldkeys, DAY, people, settle, tick } from './commands.ts'
import { reportRest } from './dissolved-tale.ts'
import { gave, openFunding, roundOpened } from './further-tale.ts'
import { key } from './mined-commands.ts'
import { minedTales } from './mined-tales.ts'

/** When the guarantee of these tales is paid, and the time for the registration begins. */
export const GUARANTEED = 1_300

/** The time of the settings. */
export const WITHIN = 60 * DAY

/** A subnet that costs more than Ben's 60 TAO and Eva's 40: it is tried until its time is over. `day` is how long a day is in these tales. */
function returnedAt(day: number) {
  const end = GUARANTEED + 60 * day
  const waiting: SubnetCommand[] = [
    ...minedTales.registering,
    settle(1_400, 31, key('collateral-return')),
    settle(1_410, 31, key('loan-deposit-return', 1)),
  ]
  const near: SubnetCommand[] = [...waiting, tick(end - 7 * day, 400_000)]
  const due: SubnetCommand[] = [...near, tick(end, 440_000)]
  const counted: SubnetCommand[] = [...due, reportRest(end + 1, 100, 440_010)]
  return {
    waiting,
    near,
    /** Somebody has asked for more in time. */
    collecting: [
      ...waiting,
      openFunding(end - 9 * day, 50, people.eva, true),
      roundOpened(end - 9 * day + 1, 390_000, 2, 460_000),
      gave(end - 9 * day + 2, 390_001, 2, coldkeys.fox, 20),
      tick(end - 7 * day, 400_000),
    ],
    /** Its crowdloan is never there. */
    asked: [...near, openFunding(end - day, 50), tick(end, 440_000)],
    due,
    counted,
    repaid: [
      ...counted,
      settle(end + 2, 440_020, key('rest-return', 0)),
      settle(end + 3, 440_021, key('guarantee-return', 1)),
      settle(end + 4, 440_022, key('rest-return', 1)),
    ],
  } satisfies Record<string, SubnetCommand[]>
}

export const returnedTales = returnedAt(DAY)

/** The same to be told slowly. */
export const slowReturnedTales = returnedAt(100)
