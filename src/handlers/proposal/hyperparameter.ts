import type { HyperparameterValue } from '../../mechanisms/architecture/architecture.ts'
import {
  HYPERPARAMETERS,
  type HyperparameterType,
  ROOT_ONLY,
  SUPERSEDED,
} from '../../mechanisms/architecture/hyperparameters.ts'
import { fixedOf, formatValue } from '../../mechanisms/architecture/values.ts'
import { RAO_PER_TAO } from '../../mechanisms/money.ts'
import { parseTao } from '../kit/parse/amount.ts'
import { notParsed, type Parsed } from '../kit/parse/parsed.ts'

/** A value as written in `architecture.yaml`, in the chain's own unit; of a pair, one of its two numbers. */
export function readValue(name: string, text: string): Parsed<bigint | boolean> {
  const type = HYPERPARAMETERS[name]?.type
  if (!type) return notParsed('Nothing is known of it.')
  if (type.kind === 'boolean') {
    const isBoolean = text === 'true' || text === 'false'
    return isBoolean ? { ok: true, value: text === 'true' } : notParsed('Write `true` or `false`.')
  }
  if (type.kind === 'choice') {
    const place = type.choices.indexOf(text)
    if (place >= 0) return { ok: true, value: BigInt(place) }
    return notParsed(`Write ${type.choices.map((choice) => `\`${choice}\``).join(' or ')}.`)
  }
  const parsed = NUMBERS[type.kind](text)
  if (!parsed.ok) return parsed
  const { minimum, maximum } = type
  if (parsed.value < minimum)
    return notParsed(`The least that the chain takes is \`${bound(name, minimum)}\`.`)
  if (parsed.value > maximum)
    return notParsed(`The most that the chain takes is \`${bound(name, maximum)}\`.`)
  return parsed
}

/** The value of a setting that passed the schema, or why it still cannot be: a pair has its lower number first. */
export function parseHyperparameter(
  name: string,
  written: string | readonly string[],
): Parsed<HyperparameterValue> {
  if (typeof written === 'string') return readValue(name, written)
  const [low, high] = written.map((text) => readValue(name, text))
  if (!low?.ok || !high?.ok || typeof low.value === 'boolean' || typeof high.value === 'boolean') {
    return notParsed('Write two whole numbers.')
  }
  if (low.value > high.value) return notParsed('Write the lower number first.')
  return { ok: true, value: [low.value, high.value] }
}

/** Why a name that is no hyperparameter of an owner cannot stand there, where there is more to say than that. */
export function whyNotSet(name: string): string | undefined {
  if (ROOT_ONLY.has(name)) {
    return `Only root, the chain's own governance, may set \`${name}\`; a subnet's owner may not: remove it.`
  }
  const instead = Object.hasOwn(SUPERSEDED, name) ? SUPERSEDED[name] : undefined
  return instead && `The chain has given up \`${name}\`: set \`${instead}\` instead.`
}

const bound = (name: string, value: bigint): string => formatValue(name, value)

type NumberKind = Exclude<HyperparameterType['kind'], 'boolean' | 'choice'>

const NUMBERS: Readonly<Record<NumberKind, (text: string) => Parsed<bigint>>> = {
  integer: readInteger,
  pair: readInteger,
  tao: parseTao,
  fixed: readFixed,
}

function readInteger(text: string): Parsed<bigint> {
  return /^[0-9]{1,20}$/.test(text)
    ? { ok: true, value: BigInt(text) }
    : notParsed('Write a whole number in the digits 0 to 9.')
}

function readFixed(text: string): Parsed<bigint> {
  const [, whole, fraction = ''] = /^([0-9]{1,9})(?:\.([0-9]{1,9}))?$/.exec(text) ?? []
  if (whole === undefined) return notParsed('Write a number with at most nine decimals, such as `1.26`.')
  return { ok: true, value: fixedOf(BigInt(whole) * RAO_PER_TAO + BigInt(fraction.padEnd(9, '0'))) }
}
