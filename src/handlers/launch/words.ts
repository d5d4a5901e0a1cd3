import type { ChainStep } from '../../mechanisms/architecture/architecture.ts'
import { templatesIn } from '../kit/words.ts'

export const steps: Readonly<Record<ChainStep['kind'], string>> = templatesIn(
  'launch/step',
  'mechanism-count',
  'emission-split',
  'hyperparameter',
)
