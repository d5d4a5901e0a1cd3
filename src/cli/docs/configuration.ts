import { stringify } from 'yaml'
import schema from '../../../schemas/config.schema.json' with { type: 'json' }
import { code, table } from './markdown.ts'

/** As much of a schema as the page shows. */
interface Setting {
  readonly description: string
  readonly $ref?: string
  readonly enum?: readonly string[]
  readonly type?: string | readonly string[]
  readonly quantity?: { readonly unit: string; readonly minimum?: string; readonly maximum?: string }
  readonly default: unknown
}

interface Group {
  readonly description: string
  readonly properties: Readonly<Record<string, Setting>>
}

interface Kind {
  readonly description: string
  readonly examples: readonly string[]
}

const groups = Object.entries<Group>(schema.properties)

/** `docs/configuration.md`: every setting with its meaning, bounds and default, from the schema alone. */
export function configurationPage(): string {
  const defaults = Object.fromEntries(groups.map(([name, group]) => [name, defaultsOf(group)]))
  return [
    '# Configuration',
    '<!-- Made from schemas/config.schema.json by `npm run docs`: change it there. -->',
    schema.description,
    kindsTable(schema.$defs),
    ...groups.flatMap(([name, group]) => [`## ${name}`, group.description, settingsTable(name, group)]),
    '## The defaults as a file',
    `\`\`\`yaml\n${stringify(defaults)}\`\`\``,
  ]
    .join('\n\n')
    .concat('\n')
}

function kindsTable(kinds: Readonly<Record<string, Kind>>): string {
  const rows = Object.entries(kinds).map(([name, kind]) => [
    name,
    kind.description,
    kind.examples.map(code).join(', '),
  ])
  return table(['kind', 'how it is written', 'examples'], ...rows)
}

function settingsTable(name: string, group: Group): string {
  const rows = Object.entries(group.properties).map(([key, setting]) => [
    code(`${name}.${key}`),
    kindOf(setting),
    shown(setting.default),
    [setting.description, ...boundsOf(setting)].join(' '),
  ])
  return table(['setting', 'kind', 'default', 'meaning'], ...rows)
}

function kindOf(setting: Setting): string {
  if (setting.$ref) return setting.$ref.replace('#/$defs/', '')
  if (setting.enum) return setting.enum.map(code).join(' or ')
  return setting.type === 'array' ? 'list' : 'text or group'
}

function boundsOf({ quantity }: Setting): string[] {
  const least = quantity?.minimum === undefined ? [] : [`At least ${code(quantity.minimum)}.`]
  const most = quantity?.maximum === undefined ? [] : [`At most ${code(quantity.maximum)}.`]
  return [...least, ...most]
}

/** A list by its entries, and a group by its keys and what they hold. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return value.map(code).join(' ')
  if (typeof value !== 'object' || value === null) return code(String(value))
  return Object.entries(value)
    .map(([key, held]) => code(`${key}: ${held}`))
    .join(' ')
}

function defaultsOf(group: Group): Record<string, unknown> {
  return Object.fromEntries(Object.entries(group.properties).map(([key, setting]) => [key, setting.default]))
}
