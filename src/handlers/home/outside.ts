import type { Outside } from '../kit/outside.ts'
import { stepsOf } from '../kit/words.ts'
import { makeHome } from './make-home.ts'
import { funded } from './notices.ts'

export const homeOutside: Outside<'home'> = {
  errands: { home: makeHome },
  notices: { HomeMade: funded },
  steps: stepsOf('home', 'make-home'),
}
