import type { Outside } from '../kit/outside.ts'
import { eventsOf } from '../kit/words.ts'

export const lineageOutside: Outside<'lineage'> = { events: eventsOf('lineage', 'ColdkeySwapped') }
