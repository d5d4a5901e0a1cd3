import type { SubnetCommand } from '../../src/mechanisms/subnet/state.ts'
import { reportDrift, reportStorefront, seeDrift } from './mined-commands.ts'
import { minedTales } from './mined-tales.ts'

/** What somebody has set on the chain beside the architecture. */
export const differing = [
  { what: 'tempo', from: '99', to: '360' },
  { what: 'max_burn', from: '250 TAO', to: '100 TAO' },
] as const

/** The chain of a live subnet comes to differ from its architecture, is set back, and differs again. */
export const driftTale: SubnetCommand[] = [
  ...minedTales.passed,
  reportStorefront(90_000),
  seeDrift(90_100, differing),
  reportDrift(90_200),
  seeDrift(90_300, [], 960),
  seeDrift(90_400, differing.slice(0, 1), 970),
]
