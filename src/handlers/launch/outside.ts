import { counts } from '../kit/fields.ts'
import { quiet } from '../kit/notice.ts'
import type { Outside } from '../kit/outside.ts'
import { eventsOf, intentsOf, stepsOf } from '../kit/words.ts'
import { configFields } from '../market/fields.ts'
import { mergeHead } from './merge.ts'
import { returnNears, rewardWaits } from './notices.ts'
import { planSteps } from './plan.ts'
import { releaseArchitecture } from './release.ts'

export const launchOutside: Outside<'launch'> = {
  events: eventsOf(
    'launch',
    'LaunchBegun',
    'LaunchVoided',
    'ProposalMerged',
    'ArchitectureReleased',
    'NetworkRegistered',
    'StepsPlanned',
    'StepDone',
    'PreparationBegun',
    'StartDue',
    'SubnetStarted',
    'ReturnScheduled',
    'ReturnNears',
    'ReturnDue',
  ),
  fields: {
    ...configFields,
    ...counts('closed', 'count', 'done', 'every', 'next', 'seats', 'share'),
    lockCost: 'tao',
    value: 'chain',
    hyperparameters: 'record',
  },
  errands: { merge: mergeHead, release: releaseArchitecture, plan: planSteps },
  intents: intentsOf('launch', 'network-register', 'chain-step', 'start-call', 'discoverer-reward'),
  notices: {
    ...quiet('LaunchBegun', 'LaunchVoided', 'ProposalMerged', 'ArchitectureReleased', 'NetworkRegistered'),
    ...quiet('StepsPlanned', 'StepDone', 'PreparationBegun', 'StartDue', 'ReturnScheduled', 'ReturnDue'),
    SubnetStarted: rewardWaits,
    ReturnNears: returnNears,
  },
  steps: stepsOf(
    'launch',
    'merge-proposal',
    'release-architecture',
    'register-network',
    'configure-subnet',
    'get-ready',
    'start-subnet',
  ),
}
