import type { ChainStep } from '../../mechanisms/architecture/architecture.ts'
import { intentsOf, summariesOf, templatesIn } from '../kit/words.ts'

export const launchSummaries = summariesOf(
  'launch',
  'merge-proposal',
  'release-architecture',
  'register-network',
  'configure-subnet',
  'get-ready',
  'start-subnet',
)

export const launchIntents = intentsOf(
  'launch',
  'network-register',
  'chain-step',
  'start-call',
  'discoverer-reward',
)

export const steps: Readonly<Record<ChainStep['kind'], string>> = templatesIn(
  'launch/step',
  'mechanism-count',
  'emission-split',
  'hyperparameter',
)
