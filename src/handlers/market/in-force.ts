import schema from '../../../schemas/config.schema.json' with { type: 'json' }
import {
  type Config,
  defaultConfig,
  type FeeSink,
  REGISTER_WITHIN,
  REWARD,
  type ValidatorSource,
} from '../../mechanisms/config.ts'
import { formatDuration } from '../../mechanisms/duration.ts'
import { formatAlpha, formatTao } from '../../mechanisms/money.ts'
import type { ConfigFile } from './schema.ts'

/** A setting in words. */
export interface SettingInForce {
  /** As the file names it: `idea.fee`. */
  readonly name: string
  /** As the ledger names it: by this it knows since when. */
  readonly key: string
  readonly value: string
  readonly isDefault: boolean
  readonly meaning: string
}

export interface SettingsInForce {
  readonly name: string
  readonly meaning: string
  readonly settings: readonly SettingInForce[]
}

type Written = readonly [key: string, value: string]
type Table = { readonly [Group in keyof ConfigFile]: Readonly<Record<keyof ConfigFile[Group], Written>> }

type AnyTable = Readonly<Record<string, Readonly<Record<string, Written>>>>

interface DescribedGroup {
  readonly description: string
  readonly properties: Readonly<Record<string, { readonly description: string }>>
}

const groups = Object.entries<DescribedGroup>(schema.properties)

/** All settings with what they mean, in the order of the schema. */
export function settingsInForce(config: Config): SettingsInForce[] {
  const [table, usual]: readonly AnyTable[] = [tableOf(config), tableOf(defaultConfig)]
  return groups.map(([name, { description, properties }]) => ({
    name,
    meaning: description,
    settings: Object.entries(properties).map(([setting, { description: meaning }]) => {
      const [key, value] = table?.[name]?.[setting] ?? ['', '']
      const isDefault = value === usual?.[name]?.[setting]?.[1]
      return { name: `${name}.${setting}`, key, value, isDefault, meaning }
    }),
  }))
}

const percent = (basisPoints: number): string => `${basisPoints / 100} %`

function tableOf({ idea, link, dispute, funding, discoverer, feeSink, ...others }: Config): Table {
  return {
    idea: {
      fee: ['idea.fee', formatTao(idea.fee)],
      collateral: ['idea.collateral', formatTao(idea.collateral)],
      deposit_deadline: ['idea.depositDeadline', formatDuration(idea.depositDeadline)],
      link_deadline: ['idea.linkDeadline', formatDuration(idea.linkDeadline)],
    },
    link: {
      allowed_hosts: ['link.allowedHosts', link.allowedHosts.join(', ')],
      recheck: ['link.recheckEvery', formatDuration(link.recheckEvery)],
    },
    dispute: {
      duration: ['dispute.duration', formatDuration(dispute.duration)],
      quorum: ['dispute.quorumBasisPoints', percent(dispute.quorumBasisPoints)],
      challenger_share: ['dispute.challengerShareBasisPoints', percent(dispute.challengerShareBasisPoints)],
      minimum_stake: ['dispute.minimumStake', formatTao(dispute.minimumStake)],
    },
    funding: {
      duration: ['funding.duration', formatDuration(funding.duration)],
      minimum_target: ['funding.minimumTarget', formatTao(funding.minimumTarget)],
      maximum_target: ['funding.maximumTarget', formatTao(funding.maximumTarget)],
      minimum_contribution: ['funding.minimumContribution', formatTao(funding.minimumContribution)],
      deposit: ['funding.loanDeposit', formatTao(funding.loanDeposit)],
    },
    discoverer: {
      reward: ['discoverer.reward', discoverer.reward],
      share: ['discoverer.shareBasisPoints', percent(discoverer.shareBasisPoints)],
    },
    fee: { sink: ['feeSink', sinkOf(feeSink)] },
    ...miningTable(others),
    ...liveTable(others),
  }
}

function miningTable({
  scoring,
  mining,
  launch,
  probation,
}: Pick<Config, 'scoring' | 'mining' | 'launch' | 'probation'>): Pick<
  Table,
  'scoring' | 'mining' | 'launch' | 'probation'
> {
  const { lockCostLimit } = launch
  return {
    scoring: {
      validators: ['scoring.validators', validatorsOf(scoring.validators)],
      minimum_stake: ['scoring.minimumStake', formatTao(scoring.minimumStake)],
      rubric: ['scoring.rubric', scoring.rubric.map(({ id, weight }) => `${id}: ${weight}`).join(', ')],
      copy: ['scoring.copyBasisPoints', percent(scoring.copyBasisPoints)],
    },
    mining: {
      round: ['mining.roundLength', formatDuration(mining.roundLength)],
      guarantee_deadline: ['mining.guaranteeDeadline', formatDuration(mining.guaranteeDeadline)],
      collateral: ['mining.collateral', formatTao(mining.collateral)],
      least_grade: ['mining.leastGrade', String((mining.leastGrade ?? 0) / 100)],
    },
    launch: {
      preparation: ['launch.preparation', formatDuration(launch.preparation)],
      lock_cost_limit: ['launch.lockCostLimit', lockCostLimit === null ? 'raise' : formatTao(lockCostLimit)],
      register_within: ['launch.registerWithin', formatDuration(launch.registerWithin ?? REGISTER_WITHIN)],
    },
    probation: {
      days: ['probation.days', String(probation.days)],
      day: ['probation.day', formatDuration(probation.day)],
      good_days: ['probation.goodShareBasisPoints', percent(probation.goodShareBasisPoints)],
      minimum_miners: ['probation.minimumMiners', String(probation.minimumMiners)],
      minimum_validators: ['probation.minimumValidators', String(probation.minimumValidators)],
      bounty: ['probation.bountyBasisPoints', percent(probation.bountyBasisPoints)],
    },
  }
}

function liveTable({
  dividends,
  team,
  update,
}: Pick<Config, 'dividends' | 'team' | 'update'>): Pick<Table, 'dividends' | 'team' | 'update'> {
  return {
    dividends: {
      investors: ['dividends.investorsBasisPoints', percent(dividends.investorsBasisPoints)],
      reserve: ['dividends.reserve', formatAlpha(dividends.reserve)],
      minimum: ['dividends.minimum', formatAlpha(dividends.minimum)],
      fee_share: ['dividends.feeBasisPoints', percent(dividends.feeBasisPoints)],
    },
    team: {
      immunity: ['team.immunity', formatDuration(team.immunity)],
      standing: ['team.standingBasisPoints', percent(team.standingBasisPoints)],
      task_cap: ['team.taskCapBasisPoints', percent(team.taskCapBasisPoints)],
    },
    update: {
      day_of_month: ['update.dayOfMonth', String(update.dayOfMonth)],
      margin: ['update.marginBasisPoints', percent(update.marginBasisPoints)],
      probation_days: ['update.probationDays', String(update.probationDays)],
      reward: ['update.rewardBasisPoints', percent(update.rewardBasisPoints ?? REWARD)],
    },
  }
}

const sinkOf = (sink: FeeSink): string =>
  sink.kind === 'burn' ? 'burn' : `recycle-alpha: netuid ${sink.netuid}, hotkey ${sink.hotkey}`

function validatorsOf(source: ValidatorSource): string {
  if (source.kind === 'root') return 'root'
  if (source.kind === 'subnet') return `subnet: ${source.netuid}`
  return `team: ${source.organization}/${source.team}`
}
