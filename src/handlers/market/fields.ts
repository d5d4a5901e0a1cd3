import type { Config } from '../../mechanisms/config.ts'
import { counts, type NumberFields, type NumberUnit, spans } from '../kit/fields.ts'

/** What the numbers of the settings are. They are frozen into some events. */
export const configFields: Readonly<Record<NumberFields<Config>, NumberUnit>> = {
  ...counts('weight', 'leastGrade', 'days', 'minimumMiners', 'minimumValidators'),
  ...counts('dayOfMonth', 'probationDays'),
  ...spans('depositDeadline', 'linkDeadline', 'recheckEvery', 'duration', 'roundLength', 'guaranteeDeadline'),
  ...spans('preparation', 'registerWithin', 'day', 'immunity'),
}
