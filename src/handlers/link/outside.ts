import type { Outside } from '../kit/outside.ts'
import { stepsOf } from '../kit/words.ts'
import { checkIdeaLink } from './visit.ts'

export const linkOutside: Outside<'link'> = {
  errands: { link: checkIdeaLink },
  steps: stepsOf('link', 'check-link', 'mend-link'),
}
