import { people } from '../../../../test/support/commands.ts'
import {
  giveScore,
  headOf,
  reading,
  reportHead,
  seeProposal,
  validators,
} from '../../../../test/support/mined-commands.ts'
import { minedTales } from '../../../../test/support/mined-tales.ts'
import { slowConfig, slowly } from '../../../../test/support/slow.ts'
import { tell } from '../../../../test/support/tell.ts'
import type { SubnetCommand, SubnetState } from '../../../mechanisms/subnet/state.ts'

/** The state that commands of the mined tales lead to, at the pace of people. */
export function tellSlowly(commands: readonly SubnetCommand[]): SubnetState {
  return tell(slowly(commands), slowConfig).state
}

const [eva, fox, gus, hal] = validators
if (!eva || !fox || !gus || !hal) throw new Error('four validators')

const { scored, proposed } = minedTales
const bad = [
  { file: 'architecture.yaml', line: 7, column: 3, message: 'The shares sum to `9,000`, not to `10,000`.' },
  { file: 'mechanisms/people.yaml', line: 0, column: 0, message: 'No file names this mechanism.' },
]
const plan = [
  { what: 'Mechanisms', from: '1', to: '2' },
  { what: 'Emission split', from: 'even', to: '75 % commodity, 25 % people' },
]
const evidence = [{ file: 'evidence/testnet.json', digest: 'd'.repeat(64), signer: 'ada' }]

/** Text that would like to be more than text. */
export const HOSTILE =
  '@octocat <img src=x onerror=alert(1)> closes #1 | **bold** `code` [x](https://evil.example) \u202eevil\n\n# Head'

export const hostileProposal: SubnetCommand[] = [
  ...scored,
  seeProposal(200, 13, { id: 113, login: 'x] <b>@all' }, { title: HOSTILE }),
  reportHead(201, 13, {
    plan: [{ what: HOSTILE, from: HOSTILE, to: HOSTILE }],
    evidence: [{ file: HOSTILE, digest: HOSTILE, signer: HOSTILE }],
  }),
  giveScore(202, 13, { ...fox, user: 104 }, 100),
  { ...giveScore(203, 13, gus, 100), validator: { id: 105, login: HOSTILE } },
]

/** Every situation that a check run has words for, with the pull request that it is about. */
export const checks = {
  'not-scored': [proposed, 11],
  planned: [[...proposed, seeProposal(126, 13, people.ada), reportHead(127, 13, { plan, evidence })], 13],
  scored: [scored, 11],
  second: [scored, 12],
  clipped: [[...scored, giveScore(160, 12, fox, 100), giveScore(161, 11, fox, 1)], 12],
  copy: [
    [
      ...scored,
      seeProposal(160, 13, people.eva),
      reportHead(161, 13, { fingerprint: reading(11).fingerprint }),
      giveScore(170, 13, gus, 100),
    ],
    13,
  ],
  problems: [[...proposed, seeProposal(126, 13, people.ada), reportHead(127, 13, { problems: bad })], 13],
  draft: [
    [...proposed, seeProposal(126, 13, people.ada, { status: 'draft' }), reportHead(127, 13, { plan })],
    13,
  ],
  'draft-problems': [
    [
      ...proposed,
      seeProposal(126, 13, people.ada, { status: 'draft' }),
      reportHead(127, 13, { problems: bad }),
    ],
    13,
  ],
  elsewhere: [
    [...proposed, seeProposal(126, 13, people.ada, { status: 'elsewhere' }), reportHead(127, 13)],
    13,
  ],
  untouched: [
    [
      ...proposed,
      seeProposal(126, 13, people.ada),
      reportHead(127, 13, { touches: false, architecture: null }),
    ],
    13,
  ],
  submission: [
    [
      ...proposed,
      seeProposal(126, 13, people.ada, { task: 5 }),
      reportHead(127, 13, { touches: false, architecture: null }),
    ],
    13,
  ],
  pushed: [
    [
      ...scored,
      seeProposal(160, 11, people.ben, { head: headOf(11, 2) }),
      reportHead(161, 11, {}, headOf(11, 2)),
    ],
    11,
  ],
  counting: [minedTales.counting, 11],
  invited: [minedTales.invited, 12],
  'after-guarantee': [minedTales.merged, 12],
  winner: [minedTales.guaranteed, 11],
  hostile: [hostileProposal, 13],
} satisfies Record<string, readonly [readonly SubnetCommand[], number]>
