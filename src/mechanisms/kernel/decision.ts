/** Why a command changes nothing. `code` names a text in `templates/`; `facts` fill its blanks. */
export interface Refusal<Code extends string = string> {
  readonly code: Code
  readonly facts: Readonly<Record<string, string | number | bigint>>
}

/**
 * What rules answer: things that happened, or a refusal with one of the codes that they declare. No events and no refusal: nothing
 * new. What happened can come with a notice: what the person has to know of it, by a code of the same kind.
 */
export type Decision<Event, Code extends string = never> =
  | { readonly events: readonly Event[]; readonly refusal?: undefined; readonly notice?: Refusal<Code> }
  | { readonly events?: undefined; readonly refusal: Refusal<Code>; readonly notice?: undefined }

export const accept = <Event>(...events: readonly Event[]): Decision<Event> => ({ events })

export const refuse = <const Code extends string>(
  code: Code,
  facts: Refusal['facts'] = {},
): Decision<never, Code> => ({ refusal: { code, facts } })

export const acceptWith = <Event, const Code extends string>(
  notice: Refusal<Code> | null,
  ...events: readonly Event[]
): Decision<Event, Code> => (notice ? { events, notice } : { events })
