import schema from '../../../schemas/config.schema.json' with { type: 'json' }
import { compileSchema } from '../kit/yaml/keywords.ts'

/** Checks the settings as texts (a number in YAML stays what was written) and fills in the defaults. */
export const compileConfigSchema = () => compileSchema<ConfigFile>(schema)

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
  readonly mining: Readonly<Record<'round' | 'guarantee_deadline' | 'collateral', string>> &
    Readonly<Record<'least_grade', Whole>>
  readonly launch: Readonly<Record<'preparation' | 'lock_cost_limit' | 'register_within', string>>
  readonly probation: Readonly<Record<'day' | 'good_days' | 'bounty', string>> &
    Readonly<Record<'days' | 'minimum_miners' | 'minimum_validators', Whole>>
  readonly dividends: Readonly<Record<'investors' | 'reserve' | 'minimum' | 'fee_share', string>>
  readonly team: Readonly<Record<'immunity' | 'standing' | 'task_cap', string>>
  readonly update: Readonly<Record<'margin' | 'reward', string>> &
    Readonly<Record<'day_of_month' | 'probation_days', Whole>>
}

/** As written, or a default of the schema, which is a number. */
type Whole = string | number
