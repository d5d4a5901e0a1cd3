import type { ReportRest, SeeDissolution, SeeOutlook } from '../../src/mechanisms/dissolution/slice.ts'
import type { SubnetCommand } from '../../src/mechanisms/subnet/state.ts'
import { DAY, people, START, settle, tao, tick } from './commands.ts'
import { key, openIncident, reportHealth, voteIncident } from './mined-commands.ts'
import { minedTales } from './mined-tales.ts'

const inBlock = (after: number, block: number, extrinsic: number | null) =>
  ({
    at: START + after,
    source: { kind: 'block', block, blockHash: `0xb${block}`, extrinsic },
  }) as const

export const seeOutlook = (after: number, isNext: boolean, netuid = 2): SeeOutlook => ({
  type: 'SeeOutlook',
  netuid,
  isNext,
  at: START + after,
  source: { kind: 'errand', name: 'outlook' },
})

export const seeDissolution = (after: number, block: number, netuid = 2): SeeDissolution => ({
  type: 'SeeDissolution',
  netuid,
  block,
  ...inBlock(after, block, 1),
})

export const reportRest = (
  after: number,
  amount: number,
  block = 60,
  left: ReportRest['left'] = [],
): SubnetCommand => ({
  type: 'ReportRest',
  free: tao(amount),
  left,
  block,
  at: START + after,
  source: { kind: 'errand', name: 'rest' },
})

/** Subnet 2, of which Ben gave 60 TAO and Eva 40, is dissolved in its probation, while an incident is open. */
const threatened: SubnetCommand[] = [
  ...minedTales.probation,
  tick(1_800, 50),
  reportHealth(1_801, 1),
  openIncident(1_802),
  voteIncident(1_803, 40, people.eva, 'uphold'),
  seeOutlook(1_804, true),
]
const dissolved: SubnetCommand[] = [
  ...threatened,
  seeOutlook(1_805 + DAY, false),
  seeOutlook(1_806 + DAY, true),
  seeDissolution(1_810 + DAY, 55),
]
const counted: SubnetCommand[] = [...dissolved, reportRest(1_820 + DAY, 41)]

export const dissolvedTales = {
  threatened,
  dissolved,
  counted,
  repaid: [
    ...counted,
    settle(1_830 + DAY, 61, key('rest-return', 0)),
    settle(1_831 + DAY, 61, key('rest-return', 1)),
    settle(1_832 + DAY, 61, key('guarantee-return', 1)),
    settle(1_833 + DAY, 61, key('discoverer-reward')),
    settle(1_834 + DAY, 62, key('collateral-return')),
    settle(1_835 + DAY, 62, key('loan-deposit-return', 1)),
    // The incident that nothing hangs on any more is decided all the same.
    tick(1_802 + 7 * DAY, 5_000),
  ],
} satisfies Record<string, SubnetCommand[]>
