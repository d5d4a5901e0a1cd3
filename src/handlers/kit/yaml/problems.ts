import type { ErrorObject } from 'ajv/dist/2020.js'
import type { FilePosition } from './yaml.ts'

export interface ConfigProblem {
  /** Both counted from 1. */
  readonly line: number
  readonly column: number
  /** The setting, such as `idea.fee`; empty where the file itself is the matter. */
  readonly path: string
  /** Markdown; holds nothing of the file but names of settings in plain letters. */
  readonly message: string
}

/** Why a name that the schema does not know cannot stand below the setting at this JSON pointer, if there is more to say. */
export type WhyUnknown = (pointer: string, name: string) => string | undefined

/** The schema's errors as sentences, each at its line. At most a hundred are looked at. */
export function describeErrors(
  errors: readonly ErrorObject[],
  positionOf: (pointer: string) => FilePosition,
  whyUnknown: WhyUnknown = () => undefined,
): ConfigProblem[] {
  const telling = errors.filter(({ keyword }) => keyword !== 'if')
  return telling.slice(0, 100).map((error) => {
    const pointer =
      error.keyword === 'additionalProperties'
        ? `${error.instancePath}/${unknownKey(error, true)}`
        : error.instancePath
    return { ...positionOf(pointer), path: settingName(pointer), message: describe(error, whyUnknown) }
  })
}

function describe(error: ErrorObject, whyUnknown: WhyUnknown): string {
  if (error.params.sentence) return String(error.params.sentence)
  if (error.keyword === 'additionalProperties') {
    return whyUnknown(error.instancePath, unknownKey(error, false)) ?? describeUnknown(error)
  }
  const describer = DESCRIBERS[error.keyword]
  return describer ? describer(error) : `This ${error.message}.`
}

const DESCRIBERS: Readonly<Record<string, (error: ErrorObject) => string>> = {
  required: ({ params, instancePath }) =>
    `The setting \`${params.missingProperty}\` is missing${instancePath === '' ? '' : ' below this one'}: add it.`,
  enum: ({ params, parentSchema }) =>
    `Write ${listOf(params.allowedValues)}. ${parentSchema?.description ?? ''}`.trim(),
  type: (error) =>
    TYPE_MESSAGES[String(error.params.type)] ?? (error.data === '' ? empty(error) : WRONG_TYPE),
  minItems: (error) =>
    (error.data as readonly unknown[]).length === 0
      ? `The list is empty: add an entry${orRemove(error)}.`
      : `The list is too short: at least ${error.params.limit} entries.`,
  maxItems: ({ params }) => `The list is too long: at most ${params.limit} entries.`,
  uniqueItems: () => 'An entry stands in the list twice: leave only one.',
}

const empty = (error: ErrorObject): string => `Nothing is set here: add a value${orRemove(error)}.`

const orRemove = ({ parentSchema }: ErrorObject): string =>
  parentSchema?.default === undefined ? '' : ', or remove the setting to have its default'

const WRONG_TYPE = 'A single value belongs here, not a list or a group.'
const TYPE_MESSAGES: Readonly<Record<string, string>> = {
  object: 'Settings belong below this, each on its own line, indented: add one, or remove this line.',
  array: 'A list belongs here, one entry a line, each after `- `.',
}

function describeUnknown(error: ErrorObject): string {
  const key = unknownKey(error, false)
  const known = Object.keys((error.parentSchema as { properties?: object }).properties ?? {})
  const similar = nearest(known, key)
  const mend = similar ? `did you mean \`${similar}\`?` : `here can stand ${listOf(known)}.`
  return `There is no setting \`${plain(key)}\`: ${mend}`
}

/** The known name that is most like it, if one is like it at all. */
function nearest(known: readonly string[], key: string): string | undefined {
  const [best] = known
    .map((name) => ({ name, apart: distance(name, key) }))
    .toSorted((a, b) => a.apart - b.apart)
  return best && best.apart <= 1 + best.name.length / 4 ? best.name : undefined
}

function unknownKey({ params }: ErrorObject, escaped: boolean): string {
  const key = String(params.additionalProperty)
  return escaped ? key.replaceAll('~', '~0').replaceAll('/', '~1') : key
}

function settingName(pointer: string): string {
  return pointer.slice(1).split('/').map(plain).join('.')
}

/** A name from the file, so that it can do no harm wherever it is shown. */
export function plain(name: string): string {
  return name.slice(0, 60).replace(/[^A-Za-z0-9_-]/g, '?')
}

function listOf(values: readonly unknown[]): string {
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(values.map((value) => `\`${value}\``))
}

/** Levenshtein's: how many letters must be put in, taken out or changed. Long names are simply far away. */
function distance(a: string, b: string): number {
  if (b.length > 40) return b.length
  let row = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (const [index, letter] of [...a].entries()) {
    const next = [index + 1]
    for (const [column, other] of [...b].entries()) {
      const change = (row[column] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(change, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
