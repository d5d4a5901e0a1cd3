import { Ajv2020 } from 'ajv/dist/2020.js'
import type { DataValidateFunction } from 'ajv/dist/types/index.js'
import schema from '../../../schemas/config.schema.json' with { type: 'json' }
import { parseSs58 } from '../parse/ss58.ts'
import { hostProblem } from './host.ts'
import { READERS, type Unit } from './quantity.ts'

/** The keyword by which the schema gives a setting its unit and its bounds, written as people write the setting. */
export interface Quantity {
  readonly unit: Unit
  readonly minimum?: string
  readonly maximum?: string
}

/**
 * Checks the settings as texts (a number in YAML stays what was written) and fills in the defaults. All errors are
 * collected; those of our own keywords carry the sentence to show in `message`.
 */
export function compileConfigSchema() {
  const ajv = new Ajv2020({ allErrors: true, useDefaults: true, verbose: true, allowUnionTypes: true })
  addTextKeyword(ajv, 'host', () => hostProblem)
  addTextKeyword(ajv, 'quantity', (quantity: Quantity) => (text) => quantityProblem(quantity, text))
  addTextKeyword(ajv, 'ss58', () => (text) => {
    const parsed = parseSs58(text)
    return parsed.ok ? undefined : parsed.reason
  })
  return ajv.compile<ConfigFile>(schema)
}

/** The keywords whose errors are sentences for people. */
export const TEXT_KEYWORDS: ReadonlySet<string> = new Set(['host', 'quantity', 'ss58'])

function addTextKeyword<S>(
  ajv: Ajv2020,
  keyword: string,
  compile: (s: S) => (text: string) => string | undefined,
) {
  ajv.addKeyword({
    keyword,
    compile: (setting: S) => {
      const problemOf = compile(setting)
      const validate: DataValidateFunction = (text: unknown) => {
        const message = typeof text === 'string' ? problemOf(text) : undefined
        if (message) validate.errors = [{ keyword, message }]
        return message === undefined
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

/** What the schema lets through: every setting present, each still as written. */
export interface ConfigFile {
  readonly idea: Readonly<Record<'fee' | 'collateral' | 'deposit_deadline' | 'link_deadline', string>>
  readonly link: { readonly allowed_hosts: readonly string[]; readonly recheck: string }
  readonly dispute: Readonly<Record<'duration' | 'quorum' | 'challenger_share' | 'minimum_stake', string>>
  readonly funding: Readonly<
    Record<'duration' | 'minimum_target' | 'maximum_target' | 'minimum_contribution' | 'deposit', string>
  >
  readonly discoverer: { readonly reward: 'once' | 'dividend'; readonly share: string }
  readonly fee: {
    readonly sink: 'burn' | { readonly 'recycle-alpha': { readonly netuid: string; readonly hotkey: string } }
  }
  readonly scoring: {
    readonly validators: 'root' | { readonly subnet: Whole } | { readonly team: string }
    readonly minimum_stake: string
    readonly rubric: Readonly<Record<string, Whole>>
    readonly copy: string
  }
  readonly mining: Readonly<Record<'round' | 'guarantee_deadline' | 'collateral', string>>
  readonly launch: Readonly<Record<'preparation' | 'lock_cost_limit', string>>
  readonly probation: Readonly<Record<'day' | 'good_days' | 'bounty', string>> &
    Readonly<Record<'days' | 'minimum_miners' | 'minimum_validators', Whole>>
}

/** As written, or a default of the schema, which is a number. */
type Whole = string | number
