import type { SubnetCommand } from '../../src/mechanisms/subnet/state.ts'
import { people, tick } from '../support/commands.ts'
import {
  accept,
  giveScore,
  headOf,
  issueGuaranteeBill,
  payGuarantee,
  reportHead,
  reportMerge,
  reportStakes,
  seeProposal,
  validators,
} from '../support/mined-commands.ts'
import { minedTales } from '../support/mined-tales.ts'

const [eva] = validators
if (!eva) throw new Error('a validator')

/**
 * A life of the time since races and proposals are streams of their own: a proposal changes while its round is counted, a launch is
 * void by a push, and the next is merged.
 */
export const streamsTale: readonly SubnetCommand[] = [
  ...minedTales.counting,
  seeProposal(1_100, 12, people.fox, { head: headOf(12, 2) }),
  reportHead(1_101, 12, {}, headOf(12, 2)),
  reportStakes(1_102),
  accept(1_200, 11, people.ben),
  issueGuaranteeBill(1_201),
  payGuarantee(1_300, 25),
  seeProposal(1_305, 11, people.ben, { head: headOf(11, 2) }),
  reportHead(1_306, 11, {}, headOf(11, 2)),
  giveScore(1_400, 12, eva, 80),
  tick(2_400, 50),
  reportStakes(2_403, 2),
  accept(2_410, 12, people.fox),
  issueGuaranteeBill(2_411, 2),
  payGuarantee(2_420, 55, 2),
  reportMerge(2_430, 2),
]
