import { counts } from '../kit/fields.ts'
import { quiet } from '../kit/notice.ts'
import type { Outside } from '../kit/outside.ts'
import { eventsOf } from '../kit/words.ts'
import { configFields } from '../market/fields.ts'
import { reportUpdateHealth } from './health.ts'
import { mergeUpdate } from './merge.ts'
import { ended, merged } from './notices.ts'
import { releaseUpdate } from './release.ts'
import { revertUpdate } from './revert.ts'

export const updateOutside: Outside<'update'> = {
  events: eventsOf(
    'update',
    'UpdateBegun',
    'UpdateVoided',
    'UpdateMerged',
    'UpdateReleased',
    'UpdateApplied',
    'UpdateHealthDue',
    'UpdateDayRecorded',
    'UpdateEnded',
    'UpdateReverted',
    'UpdateSetBack',
    'AuthorsRewarded',
  ),
  fields: {
    ...configFields,
    ...counts('days', 'goodDays', 'miners', 'validators'),

    emission: 'alpha',
    earned: 'alpha',
  },
  errands: {
    'update-merge': mergeUpdate,
    'update-release': releaseUpdate,
    'update-health': reportUpdateHealth,
    revert: revertUpdate,
  },
  notices: {
    ...quiet('UpdateBegun', 'UpdateVoided', 'UpdateReleased', 'UpdateApplied', 'AuthorsRewarded'),
    ...quiet('UpdateHealthDue', 'UpdateDayRecorded', 'UpdateReverted', 'UpdateSetBack'),
    UpdateMerged: merged,
    UpdateEnded: ended,
  },
}
