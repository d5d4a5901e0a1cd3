import { quiet } from '../kit/notice.ts'
import type { Outside } from '../kit/outside.ts'
import { openStorefront } from './open.ts'

export const storefrontOutside: Outside<'storefront'> = {
  errands: { storefront: openStorefront },
  notices: quiet('StorefrontOpened'),
}
