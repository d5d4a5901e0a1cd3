import type { Outside } from '../kit/outside.ts'
import { stepsOf } from '../kit/words.ts'
import { makeHome } from './make-home.ts'

export const homeOutside: Outside<'home'> = {
  errands: { home: makeHome },
  steps: stepsOf('home', 'make-home'),
}
