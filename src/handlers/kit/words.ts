import type { EventType, PurposeKind, RefusalCode, SubnetStep } from './outside.ts'

/** Templates by name, each in its family's folder. `../words.ts` puts the families' maps together. */
type Templates<Name extends string> = Readonly<Record<Name, string>>

// Of no name at all, the compiler would take the result for a map of every name.
type OneOrMore<Name> = readonly [Name, ...Name[]]

/** `templates/<folder>/<name>.md` for each name. */
export const templatesIn = <Name extends string>(
  folder: string,
  ...names: OneOrMore<Name>
): Templates<Name> => Object.fromEntries(names.map((name) => [name, `${folder}/${name}`])) as Templates<Name>

export const stepsOf = <Name extends SubnetStep>(
  family: string,
  ...names: OneOrMore<Name>
): Templates<Name> => templatesIn(`${family}/summary`, ...names)

/** How the explorer tells each. */
export const eventsOf = <Name extends EventType>(
  family: string,
  ...names: OneOrMore<Name>
): Templates<Name> => templatesIn(`${family}/event`, ...names)

/** What each does: in a thread the template that ends in `.md`, in the explorer the one that ends in `.eta`. */
export const intentsOf = <Name extends PurposeKind>(
  family: string,
  ...names: OneOrMore<Name>
): Templates<Name> => templatesIn(`${family}/intent`, ...names)

export const refusalsOf = <Name extends RefusalCode>(
  family: string,
  ...names: OneOrMore<Name>
): Templates<Name> => templatesIn(`${family}/reply`, ...names)
