import type { Sections } from '../../github/section.ts'
import { waitingSection } from './waiting.ts'

export const paymentsSections = { waiting: waitingSection } satisfies Sections
