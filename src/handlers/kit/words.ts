import type { RefusalCode } from '../../mechanisms/decider.ts'
import type { NextStep } from '../../mechanisms/subnet/next-step.ts'
import type { PurposeKind } from './outside.ts'

/** Where an idea stands, as its summary says it: the next step, or how it ended. */
export type Situation =
  | Exclude<NextStep, 'nothing'>
  | 'link-wallet'
  | 'prepare-bill'
  | 'pay-slash'
  | 'unfunded'
  | 'slashed'
  | 'withdrawn'
  | 'expired'

/** Templates by name, each in its family's folder. The families' maps are put together in `../words.ts`. */
type Templates<Name extends string> = Readonly<Record<Name, string>>

// Of no name at all, the compiler would take the result for a map of every name.
type OneOrMore<Name> = readonly [Name, ...Name[]]

/** `templates/<folder>/<name>.md` for each name. */
export const templatesIn = <Name extends string>(
  folder: string,
  ...names: OneOrMore<Name>
): Templates<Name> => Object.fromEntries(names.map((name) => [name, `${folder}/${name}`])) as Templates<Name>

export const summariesOf = <Name extends Situation>(
  family: string,
  ...names: OneOrMore<Name>
): Templates<Name> => templatesIn(`${family}/summary`, ...names)

export const intentsOf = <Name extends PurposeKind>(
  family: string,
  ...names: OneOrMore<Name>
): Templates<Name> => templatesIn(`${family}/intent`, ...names)

export const refusalsOf = <Name extends RefusalCode>(
  family: string,
  ...names: OneOrMore<Name>
): Templates<Name> => templatesIn(`${family}/reply`, ...names)
