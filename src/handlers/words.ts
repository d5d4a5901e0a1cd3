import type { Intent } from '../mechanisms/intent.ts'
import type { Refusal } from '../mechanisms/kernel/decision.ts'
import type { EventType, PurposeKind, RefusalCode, SubnetStep } from './kit/outside.ts'
import { outsides } from './outsides.ts'

// Each family names its own templates. What no family has words for does not compile in `outsides.ts`.

type Said = 'events' | 'intents' | 'refusals' | 'steps'

const said = (key: Said): object =>
  Object.assign(
    {},
    ...Object.values(outsides).map((outside) => (outside as Partial<Record<Said, object>>)[key]),
  )

/** What a subnet waits for. */
export const stepNames = said('steps') as Readonly<Record<SubnetStep, string>>

/** What an intent does, in a line. */
export const intentNames = said('intents') as Readonly<Record<PurposeKind, string>>

/** Why a command changes nothing. */
export const refusalNames = said('refusals') as Readonly<Record<RefusalCode, string>>

/** What happened, in a line of the explorer. */
export const eventNames = said('events') as Readonly<Record<EventType, string>>

/** The explorer is handed them. */
export const sentences = { events: eventNames, payments: intentNames }

/** The template that says what an intent does. Throws on a purpose that no family has. */
export function nameOfIntent({ purpose: { kind } }: Pick<Intent, 'purpose'>): string {
  if (!has(intentNames, kind)) throw new Error(`no family has words for the purpose ${kind}`)
  return intentNames[kind]
}

/** The template that says why a command changes nothing. Throws on a code that no family has. */
export function nameOfRefusal({ code }: Refusal): string {
  if (!has(refusalNames, code)) throw new Error(`no family has words for the refusal ${code}`)
  return refusalNames[code]
}

const has = <Known extends object>(names: Known, name: string): name is keyof Known & string =>
  Object.hasOwn(names, name)
