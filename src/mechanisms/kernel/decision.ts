/** Why a command changes nothing. `code` names a text in `templates/`; `facts` fill its blanks. */
export interface Refusal<Code extends string = string> {
  readonly code: Code
  readonly facts: Readonly<Record<string, string | number | bigint>>
}

/**
 * What rules answer: things that happened, or a refusal with one of the codes that they declare. No events and no refusal: nothing
 * new.
 */
export type Decision<Event, Code extends string = never> =
  | { readonly events: readonly Event[]; readonly refusal?: undefined }
  | { readonly events?: undefined; readonly refusal: Refusal<Code> }

export const accept = <Event>(...events: readonly Event[]): Decision<Event> => ({ events })

export const refuse = <const Code extends string>(
  code: Code,
  facts: Refusal['facts'] = {},
): Decision<never, Code> => ({ refusal: { code, facts } })
