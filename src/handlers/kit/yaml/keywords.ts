import { Ajv2020 } from 'ajv/dist/2020.js'
import type { DataValidateFunction } from 'ajv/dist/types/index.js'
import { parseSs58 } from '../parse/ss58.ts'
import { hostProblem } from './host.ts'
import { type QuantityUnit, READERS } from './quantity.ts'

/** What is wrong with a text, in a sentence for the one who wrote it; undefined where nothing is. */
type Check = (text: string) => string | undefined

/** A keyword for texts: from what the schema says behind it, the check. */
export type Keyword = (setting: never) => Check

/** The keyword by which a schema gives a setting its unit and its bounds, written as people write the setting. */
interface Quantity {
  readonly unit: QuantityUnit
  readonly minimum?: string
  readonly maximum?: string
}

const KEYWORDS: Readonly<Record<string, Keyword>> = {
  host: () => hostProblem,
  quantity: (quantity: Quantity) => (text) => quantityProblem(quantity, text),
  ss58: () => (text) => {
    const parsed = parseSs58(text)
    return parsed.ok ? undefined : parsed.reason
  },
}

/**
 * A check of YAML in which every scalar is the text that was written; it fills in the defaults. All errors are collected;
 * those of keywords like the ones above carry their sentence in `params`.
 */
export function compileSchema<T>(schema: object, more: Readonly<Record<string, Keyword>> = {}) {
  const ajv = new Ajv2020({ allErrors: true, useDefaults: true, verbose: true, allowUnionTypes: true })
  for (const [keyword, compile] of Object.entries({ ...KEYWORDS, ...more })) addKeyword(ajv, keyword, compile)
  return ajv.compile<T>(schema)
}

function addKeyword(ajv: Ajv2020, keyword: string, compile: Keyword): void {
  ajv.addKeyword({
    keyword,
    compile: (setting: unknown) => {
      const problemOf = compile(setting as never)
      const validate: DataValidateFunction = (text: unknown) => {
        const sentence = typeof text === 'string' ? problemOf(text) : undefined
        if (sentence) validate.errors = [{ keyword, params: { sentence } }]
        return sentence === undefined
      }
      return validate
    },
  })
}

function quantityProblem({ unit, minimum, maximum }: Quantity, text: string): string | undefined {
  const read = READERS[unit]
  const parsed = read(text)
  if (!parsed.ok) return parsed.reason
  const bound = (limit: string | undefined) => {
    const value = limit === undefined ? undefined : read(limit)
    return value?.ok ? value.value : undefined
  }
  const [least, most] = [bound(minimum), bound(maximum)]
  if (least !== undefined && parsed.value < least) return `The least that can be set is \`${minimum}\`.`
  if (most !== undefined && parsed.value > most) return `The most that can be set is \`${maximum}\`.`
  return undefined
}
