import { readFileSync } from 'node:fs'
import { isMap, isScalar, isSeq, parseDocument } from 'yaml'
import schema from '../../../schemas/settings.schema.json' with { type: 'json' }
import { MANIFEST_FILE } from '../../github/manifest.ts'
import { between, code, table } from './markdown.ts'

/** As much of a setting's schema as the page shows. */
interface Setting {
  readonly description: string
  readonly default?: string | number | boolean
  readonly enum?: readonly string[]
}

const manifest = parseDocument(readFileSync(MANIFEST_FILE, 'utf8'))

/** `docs/operating.md` with all that is said elsewhere put in: the settings, and what the App asks of GitHub. */
export function withDeclarations(page: string): string {
  const withSettings = between(
    page,
    'made from schemas/settings.schema.json by npm run docs',
    settingsTable(),
  )
  return between(withSettings, 'permissions made from app.yml by npm run docs', permissionsTable())
}

function settingsTable(): string {
  const required = new Set(schema.required)
  const rows = Object.entries<Setting>(schema.properties).map(([name, setting]) => [
    code(name),
    required.has(name) ? '*required*' : defaultOf(setting),
    [setting.description, ...choices(setting)].join(' '),
  ])
  return table(['setting', 'default', 'meaning'], ...rows)
}

const defaultOf = ({ default: value }: Setting): string => (value === undefined ? '' : code(String(value)))

const choices = ({ enum: values }: Setting): string[] =>
  values ? [`One of ${values.map(code).join(', ')}.`] : []

/** The comments of the manifest are the reasons. */
function permissionsTable(): string {
  const permissions = manifest.get('default_permissions')
  const events = manifest.get('default_events')
  if (!isMap(permissions) || !isSeq(events)) throw new Error('app.yml has no permissions or no events.')
  const asked = permissions.items.map(({ key, value }) => [
    `${code(String(key))}: ${String(value)}`,
    reason(isScalar(key) ? (key.commentBefore ?? permissions.commentBefore) : null),
  ])
  const heard = events.items.map((item) => [
    `event ${code(String(item))}`,
    reason(isScalar(item) ? (item.commentBefore ?? events.commentBefore) : null),
  ])
  return table(['asked for', 'because'], ...asked, ...heard)
}

function reason(comment: string | null | undefined): string {
  if (!comment)
    throw new Error('app.yml does not say why: each permission and event has a comment before it.')
  return comment.trim().replaceAll(/\s*\n\s*/g, ' ')
}
