import schema from '../../../schemas/scores.schema.json' with { type: 'json' }
import { parseTao } from '../../handlers/kit/parse/amount.ts'
import type { Parsed } from '../../handlers/kit/parse/parsed.ts'
import { compileSchema, type Keyword } from '../../handlers/kit/yaml/keywords.ts'
import { type ConfigProblem, describeErrors, plain } from '../../handlers/kit/yaml/problems.ts'
import { parsePercentage } from '../../handlers/kit/yaml/quantity.ts'
import { readYaml, type YamlText } from '../../handlers/kit/yaml/yaml.ts'
import type { Rao } from '../../mechanisms/money.ts'

/** A scoring table: what a round is counted from. */
export interface ScoreTable {
  /** In the order in which they were first scored. */
  readonly proposals: readonly string[]
  readonly validators: readonly {
    readonly name: string
    readonly stake: Rao
    /** Hundredths of a point by proposal, in their order; 0 where none were given. */
    readonly points: readonly number[]
  }[]
  /** The share of stake that decides, u16. */
  readonly kappa: number
}

export type ParsedScores =
  | { readonly ok: true; readonly table: ScoreTable }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] }

/** What the schema lets through, each scalar as written. */
interface ScoresFile {
  readonly proposals: readonly string[]
  readonly validators: Readonly<
    Record<string, { readonly stake: string; readonly scores: Readonly<Record<string, string>> }>
  >
  readonly kappa: string
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,38}$/
const NAME_RULE =
  'A name is of letters, digits, `.`, `_` and `-`, at most 39 of them, and begins with a letter or a digit.'
const POINTS = /^(?:100(?:\.0{1,2})?|([0-9]{1,2})(?:\.([0-9]{1,2}))?)$/

const KEYWORDS: Readonly<Record<string, Keyword>> = {
  name: () => (text) => (NAME.test(text) ? undefined : NAME_RULE),
  points: () => (text) =>
    POINTS.test(text) ? undefined : 'Write points from 0 to 100, with at most two decimals, such as `62.5`.',
}

const validate = compileSchema<ScoresFile>(schema, KEYWORDS)

/** A scoring table from YAML or JSON, or what is wrong with it, by line and column. */
export function parseScores(text: string): ParsedScores {
  const yaml = readYaml(text)
  if (yaml.problems.length > 0) return refused(yaml.problems.map((problem) => ({ ...problem, path: '' })))
  if (!validate(yaml.value)) return refused(describeErrors(validate.errors ?? [], yaml.positionOf))
  const problems = nameProblems(yaml.value, yaml)
  return problems.length > 0 ? refused(problems) : { ok: true, table: tableOf(yaml.value) }
}

function refused(problems: readonly ConfigProblem[]): ParsedScores {
  return { ok: false, problems: problems.toSorted((a, b) => a.line - b.line || a.column - b.column) }
}

function nameProblems({ proposals, validators }: ScoresFile, { positionOf }: YamlText): ConfigProblem[] {
  const known = new Set(proposals)
  const problemAt = (pointer: string, message: string) => ({ ...positionOf(pointer), path: '', message })
  return Object.entries(validators).flatMap(([name, { scores }]) => {
    const pointer = `/validators/${escaped(name)}`
    const unknown = Object.keys(scores).filter((proposal) => !known.has(proposal))
    return [
      ...(NAME.test(name) ? [] : [problemAt(pointer, NAME_RULE)]),
      ...unknown.map((proposal) =>
        problemAt(
          `${pointer}/scores/${escaped(proposal)}`,
          `\`${plain(proposal)}\` is not among the \`proposals\`: add it there, or correct the name.`,
        ),
      ),
    ]
  })
}

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1')

function tableOf({ proposals, validators, kappa }: ScoresFile): ScoreTable {
  return {
    proposals,
    validators: Object.entries(validators).map(([name, { stake, scores }]) => {
      const given = new Map(Object.entries(scores))
      return {
        name,
        stake: valid(parseTao(stake)),
        points: proposals.map((proposal) => hundredths(given.get(proposal) ?? '0')),
      }
    }),
    kappa: Math.floor((valid(parsePercentage(kappa)) * 65_535) / 10_000),
  }
}

function hundredths(points: string): number {
  const [, whole = '100', fraction = ''] = POINTS.exec(points) ?? []
  return Number(whole) * 100 + Number(fraction.padEnd(2, '0'))
}

/** The schema has read each value with the same reader before. */
function valid<T>(parsed: Parsed<T>): T {
  if (!parsed.ok) throw new Error(`the schema let this through: ${parsed.reason}`)
  return parsed.value
}
