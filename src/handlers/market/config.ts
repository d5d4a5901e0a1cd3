import type { Config, FeeSink, UpdateSettings, ValidatorSource } from '../../mechanisms/config.ts'
import type { DaySettings } from '../../mechanisms/dividends/day.ts'
import { parseAlpha, parseTao } from '../kit/parse/amount.ts'
import type { Parsed } from '../kit/parse/parsed.ts'
import { type ConfigProblem, describeErrors } from '../kit/yaml/problems.ts'
import { parseDuration, parsePercentage, parseWhole } from '../kit/yaml/quantity.ts'
import { readYaml } from '../kit/yaml/yaml.ts'
import { type ConfigFile, compileConfigSchema } from './schema.ts'

export type ParsedConfig =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] }

type MiningSettings = Pick<Config, 'scoring' | 'mining' | 'launch' | 'probation'>

const MAXIMUM_BYTES = 65_536
/** What a file is answered with that is too large to be read. */
export const TOO_LARGE: ParsedConfig = {
  ok: false,
  problems: [{ line: 1, column: 1, path: '', message: 'The file is larger than 64 KiB: shorten it.' }],
}
const MAXIMUM_PROBLEMS = 20

const validate = compileConfigSchema()

/** The settings in `.github/tributary.yml`, defaults filled in; or the problems by their line, the first twenty. */
export function parseConfig(yamlText: string): ParsedConfig {
  if (Buffer.byteLength(yamlText) > MAXIMUM_BYTES) return TOO_LARGE
  const yaml = readYaml(yamlText)
  if (yaml.problems.length > 0) return refused(yaml.problems.map((problem) => ({ ...problem, path: '' })))
  if (!validate(yaml.value)) return refused(describeErrors(validate.errors ?? [], yaml.positionOf))
  const config = toConfig(yaml.value)
  if (config.funding.minimumTarget > config.funding.maximumTarget) {
    const message =
      'The smallest target is above the largest: lower `minimum_target` or raise `maximum_target`.'
    return refused([
      { ...yaml.positionOf('/funding/minimum_target'), path: 'funding.minimum_target', message },
    ])
  }
  if (config.feeSink.kind !== 'burn') {
    const message = '`recycle-alpha` cannot be paid yet: write `burn`.'
    return refused([{ ...yaml.positionOf('/fee/sink'), path: 'fee.sink', message }])
  }
  return { ok: true, config }
}

function refused(problems: readonly ConfigProblem[]): ParsedConfig {
  const inOrder = problems.toSorted((a, b) => a.line - b.line || a.column - b.column)
  return { ok: false, problems: inOrder.slice(0, MAXIMUM_PROBLEMS) }
}

function toConfig(file: ConfigFile): Config {
  return {
    idea: {
      fee: valid(parseTao(file.idea.fee)),
      collateral: valid(parseTao(file.idea.collateral)),
      depositDeadline: valid(parseDuration(file.idea.deposit_deadline)),
      linkDeadline: valid(parseDuration(file.idea.link_deadline)),
    },
    link: {
      allowedHosts: file.link.allowed_hosts,
      recheckEvery: valid(parseDuration(file.link.recheck)),
    },
    dispute: {
      duration: valid(parseDuration(file.dispute.duration)),
      quorumBasisPoints: valid(parsePercentage(file.dispute.quorum)),
      challengerShareBasisPoints: valid(parsePercentage(file.dispute.challenger_share)),
      minimumStake: valid(parseTao(file.dispute.minimum_stake)),
    },
    funding: {
      duration: valid(parseDuration(file.funding.duration)),
      minimumTarget: valid(parseTao(file.funding.minimum_target)),
      maximumTarget: valid(parseTao(file.funding.maximum_target)),
      minimumContribution: valid(parseTao(file.funding.minimum_contribution)),
      loanDeposit: valid(parseTao(file.funding.deposit)),
    },
    discoverer: {
      reward: file.discoverer.reward,
      shareBasisPoints: valid(parsePercentage(file.discoverer.share)),
    },
    feeSink: toFeeSink(file.fee.sink),
    team: {
      immunity: valid(parseDuration(file.team.immunity)),
      standingBasisPoints: valid(parsePercentage(file.team.standing)),
      taskCapBasisPoints: valid(parsePercentage(file.team.task_cap)),
    },
    ...toMining(file),
    update: toUpdate(file.update),
    dividends: toDividends(file.dividends),
  }
}

function toUpdate({ day_of_month, margin, probation_days, reward }: ConfigFile['update']): UpdateSettings {
  return {
    dayOfMonth: valid(parseWhole(day_of_month)),
    marginBasisPoints: valid(parsePercentage(margin)),
    probationDays: valid(parseWhole(probation_days)),
    rewardBasisPoints: valid(parsePercentage(reward)),
  }
}

function toDividends({ investors, reserve, minimum, fee_share }: ConfigFile['dividends']): DaySettings {
  return {
    investorsBasisPoints: valid(parsePercentage(investors)),
    reserve: valid(parseAlpha(reserve)),
    minimum: valid(parseAlpha(minimum)),
    feeBasisPoints: valid(parsePercentage(fee_share)),
  }
}

function toMining({ scoring, mining, launch, probation }: ConfigFile): MiningSettings {
  const limit = launch.lock_cost_limit
  const leastGrade = 100 * valid(parseWhole(mining.least_grade))
  return {
    scoring: {
      validators: toValidators(scoring.validators),
      minimumStake: valid(parseTao(scoring.minimum_stake)),
      rubric: Object.entries(scoring.rubric).map(([id, weight]) => ({
        id,
        weight: valid(parseWhole(weight)),
      })),
      copyBasisPoints: valid(parsePercentage(scoring.copy)),
    },
    mining: {
      roundLength: valid(parseDuration(mining.round)),
      guaranteeDeadline: valid(parseDuration(mining.guarantee_deadline)),
      collateral: valid(parseTao(mining.collateral)),
      ...(leastGrade > 0 && { leastGrade }),
    },
    launch: {
      preparation: valid(parseDuration(launch.preparation)),
      lockCostLimit: limit === 'raise' ? null : valid(parseTao(limit)),
      registerWithin: valid(parseDuration(launch.register_within)),
    },
    probation: {
      days: valid(parseWhole(probation.days)),
      day: valid(parseDuration(probation.day)),
      goodShareBasisPoints: valid(parsePercentage(probation.good_days)),
      minimumMiners: valid(parseWhole(probation.minimum_miners)),
      minimumValidators: valid(parseWhole(probation.minimum_validators)),
      bountyBasisPoints: valid(parsePercentage(probation.bounty)),
    },
  }
}

function toValidators(validators: ConfigFile['scoring']['validators']): ValidatorSource {
  if (validators === 'root') return { kind: 'root' }
  if ('subnet' in validators) return { kind: 'subnet', netuid: valid(parseWhole(validators.subnet)) }
  const [organization = '', team = ''] = validators.team.split('/')
  return { kind: 'team', organization, team }
}

function toFeeSink(sink: ConfigFile['fee']['sink']): FeeSink {
  if (sink === 'burn') return { kind: 'burn' }
  const { netuid, hotkey } = sink['recycle-alpha']
  return { kind: 'recycle-alpha', netuid: valid(parseWhole(netuid)), hotkey }
}

/** The schema has read each setting with the same reader before. */
function valid<T>(parsed: Parsed<T>): T {
  if (!parsed.ok) throw new Error(`the schema let this through: ${parsed.reason}`)
  return parsed.value
}
