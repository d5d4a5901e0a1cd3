/** What a number of an event is to those who read the API. Times are told by their names: they are `at` or end in `At`. */
export type NumberUnit = 'count' | 'span'

/**
 * - `tao`: an amount that may be null, and is then still called one
 * - `alpha`: an amount of alpha
 * - `chain`: in whatever unit the chain has for it
 * - `record`: an object whose keys are data, such as user ids
 */
export type OtherUnit = 'tao' | 'alpha' | 'chain' | 'record'

export type FieldUnit = NumberUnit | OtherUnit

/** Fields that mean the same in every family. */
type Plain =
  | 'at'
  | 'deadline'
  | `${string}At`
  | `${string}BasisPoints`
  | 'block'
  | 'endBlock'
  | 'id'
  | 'index'
  | 'installation'
  | 'issue'
  | 'loan'
  | 'netuid'
  | 'number'
  | 'ordinal'
  | 'place'
  | 'pull'
  | 'registeredIn'
  | 'round'
  | 'specVersion'
  | 'user'

/** The fields of a value, however deep, that are numbers and whose names do not say of what. */
export type NumberFields<Value> = Exclude<NamesOf<Value>, Plain>

type Leaf = string | boolean | number | bigint | null | undefined

type NamesOf<Value> = Value extends Leaf
  ? never
  : Value extends readonly (infer One)[]
    ? NamesOf<One>
    : { [Name in keyof Value & string]: Named<Name, NonNullable<Value[Name]>> }[keyof Value & string]

// The keys of a record are data.
type Named<Name extends string, Value> = string extends Name
  ? never
  : (Extract<Value, number> extends never ? never : Name) | NamesOf<Exclude<Value, Leaf>>

/** So many of something, or a number that only its family knows. */
export const counts = <const Name extends string>(...names: readonly Name[]) => unitsOf('count', names)

/** Milliseconds. */
export const spans = <const Name extends string>(...names: readonly Name[]) => unitsOf('span', names)

const unitsOf = <Name extends string, Unit extends NumberUnit>(unit: Unit, names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [name, unit])) as Readonly<Record<Name, Unit>>
