import type { Outside } from '../kit/outside.ts'
import { eventsOf, stepsOf } from '../kit/words.ts'
import { makeHome } from './make-home.ts'
import { funded } from './notices.ts'

export const homeOutside: Outside<'home'> = {
  events: eventsOf('home', 'HomeMade'),
  errands: { home: makeHome },
  notices: { HomeMade: funded },
  steps: stepsOf('home', 'make-home'),
}
