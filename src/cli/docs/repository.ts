import architecture from '../../../schemas/architecture.schema.json' with { type: 'json' }
import evidence from '../../../schemas/evidence.schema.json' with { type: 'json' }
import mechanism from '../../../schemas/mechanism.schema.json' with { type: 'json' }
import role from '../../../schemas/role.schema.json' with { type: 'json' }
import { HYPERPARAMETERS, type HyperparameterType } from '../../mechanisms/architecture/hyperparameters.ts'
import { formatValue } from '../../mechanisms/architecture/values.ts'
import { code, table } from './markdown.ts'

/** As much of a schema as the page shows. */
interface Schema {
  readonly title?: string
  readonly description: string
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly enum?: readonly string[]
  readonly examples?: readonly unknown[]
}

const FILES: readonly (readonly [string, Schema])[] = [
  ['architecture.yaml', architecture],
  ['mechanisms/&lt;id&gt;.yaml', mechanism],
  ['roles/&lt;id&gt;.yaml', role],
  ['evidence/&lt;name&gt;.yaml', evidence],
]

/** `docs/repository.md`: every file of a subnet's repository and what may stand in it, from the schemas alone. */
export function repositoryPage(): string {
  return [
    '# The files of a subnet repository',
    '<!-- Made from the schemas of architecture, mechanism, role and evidence by `npm run docs`: change it there. -->',
    'A minable idea gets a repository of its own, with these files in it. A pull request that changes one of the first three kinds is a proposal: its check holds all of them against what is written here and against each other, and shows what a merge would change on chain. The repository carries the schemas, so that an editor that knows them guides whoever writes.',
    ...FILES.flatMap(([name, schema]) => [`## ${name}`, schema.description, settingsTable(schema)]),
    '## Hyperparameters',
    architecture.properties.hyperparameters.description,
    hyperparametersTable(),
  ]
    .join('\n\n')
    .concat('\n')
}

function settingsTable(schema: Schema): string {
  return table(['setting', 'required', 'meaning', 'example'], ...rowsOf(schema, ''))
}

/** Hyperparameters have a table of their own. */
function rowsOf({ properties = {}, required = [] }: Schema, parent: string): string[][] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const path = parent + name
    const isList = schema.items?.properties !== undefined
    const row = [code(path), required.includes(name) ? 'yes' : '', meaningOf(schema), exampleOf(schema)]
    const below =
      name === 'hyperparameters'
        ? []
        : rowsOf(isList ? schema.items : schema, `${path}${isList ? '[].' : '.'}`)
    return [row, ...below]
  })
}

function meaningOf({ description, enum: values }: Schema): string {
  const isSaid = values?.every((value) => description.includes(code(value))) ?? true
  return isSaid ? description : `${description} One of ${values?.map(code).join(', ')}.`
}

function exampleOf({ examples: [example] = [] }: Schema): string {
  if (example === undefined) return ''
  return code(typeof example === 'string' ? example : JSON.stringify(example))
}

function hyperparametersTable(): string {
  const settings: Readonly<Record<string, Schema>> = architecture.properties.hyperparameters.properties
  const rows = Object.entries(HYPERPARAMETERS).map(([name, { type, call }]) => [
    code(name),
    boundsOf(name, type),
    settings[name]?.description ?? '',
    code(call),
  ])
  return table(['name', 'value', 'meaning', 'call'], ...rows)
}

function boundsOf(name: string, type: HyperparameterType): string {
  if (type.kind === 'boolean') return `${code('true')} or ${code('false')}`
  if (type.kind === 'choice') return type.choices.map(code).join(' or ')
  const [least, most] = [type.minimum, type.maximum].map((bound) => formatValue(name, bound))
  return `${type.kind === 'pair' ? 'two of ' : ''}${least} to ${most}`
}
