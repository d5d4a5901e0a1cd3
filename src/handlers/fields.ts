import type { FieldUnit } from './kit/fields.ts'
import { configFields } from './market/fields.ts'
import { outsides } from './outsides.ts'

type Units = Readonly<Record<string, FieldUnit>>

const families = Object.values(outsides) as readonly { readonly events?: object; readonly fields?: Units }[]

const eventUnits: Record<string, Units> = {}
for (const { events = {}, fields = {} } of families) {
  for (const type of Object.keys(events)) eventUnits[type] = { ...eventUnits[type], ...fields }
}

const isNumber = (unit: FieldUnit): boolean => unit === 'count' || unit === 'span'

/** What stands in many families' views beside the settings. */
const others = families.flatMap(({ fields = {} }) =>
  Object.entries(fields).filter(([, unit]) => !isNumber(unit)),
)

/** The units of an event's fields, by its type, and those of a subnet's. The explorer is handed them. */
export const units = { events: eventUnits, subnet: { ...configFields, ...Object.fromEntries(others) } }
