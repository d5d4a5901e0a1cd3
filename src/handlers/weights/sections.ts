import { clip } from '../../github/escape.ts'
import { SHOWN } from '../../github/facts.ts'
import type { Section, Sections } from '../../github/section.ts'
import { foundIn } from '../../mechanisms/weights/found.ts'
import type { WeightsCall } from '../../mechanisms/weights/slice.ts'
import { WHOLE_WEIGHT } from '../../mechanisms/weights/vector.ts'

/** Rule T3: what is set on chain, and what is not and why. */
const weightsSection: Section = {
  template: 'weights/section/weights',
  events: [
    'TeamWeighed',
    'TeamWeightsSet',
    'TeamWeightsOpened',
    'TeamWeightsUnopened',
    'TeamEnded',
    'SubnetDissolved',
  ],
  reads: [],
  fill({ crew, launch }) {
    const found = foundIn(crew.weights.weighing)
    if (!found || launch?.stage === 'dissolved') return null
    const { block, calls, left } = found
    if (calls.length + left.length === 0) return null
    const shown = left.slice(0, SHOWN.items)
    return {
      block,
      netuid: launch?.netuid ?? null,
      calls: calls.map(rowOf),
      left: shown.map(({ login }) => clip(login, SHOWN.login)),
      more: left.length - shown.length,
    }
  },
}

function rowOf({ mechanism, uids, values, setIn, isHidden, turn, timelock, ...call }: WeightsCall) {
  const rows = uids.flatMap((uid, place) => {
    const value = values[place] ?? 0
    return value > 0 ? [{ uid, share: percent(value) }] : []
  })
  const most = rows.slice(0, SHOWN.items)
  return {
    mechanism,
    rows: most,
    more: rows.length - most.length,
    setIn,
    isHidden,
    timelock,
    from: turn.from,
    openedIn: call.openedIn,
    unopenedBy: call.unopenedBy,
    instead: call.instead,
  }
}

const percent = (value: number): string => `${((value * 100) / WHOLE_WEIGHT).toFixed(2)} %`

export const weightsSections = { weights: weightsSection } satisfies Sections
