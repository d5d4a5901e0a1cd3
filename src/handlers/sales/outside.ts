import { quiet } from '../kit/notice.ts'
import type { Outside } from '../kit/outside.ts'

export const salesOutside: Outside<'sales'> = { notices: quiet('ShareBought') }
