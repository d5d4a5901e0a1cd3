import { quiet } from '../kit/notice.ts'
import type { Outside } from '../kit/outside.ts'
import { buy } from './buy.ts'

export const salesOutside: Outside<'sales'> = { commands: [buy], notices: quiet('ShareBought') }
