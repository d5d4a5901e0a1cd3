import { quiet } from '../kit/notice.ts'
import type { Outside } from '../kit/outside.ts'
import { eventsOf } from '../kit/words.ts'
import { openStorefront } from './open.ts'

export const storefrontOutside: Outside<'storefront'> = {
  events: eventsOf('storefront', 'StorefrontOpened'),
  errands: { storefront: openStorefront },
  notices: quiet('StorefrontOpened'),
}
