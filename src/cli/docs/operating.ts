import { readFileSync } from 'node:fs'
import { isMap, isScalar, isSeq, parseDocument } from 'yaml'
import schema from '../../../schemas/settings.schema.json' with { type: 'json' }
import { WEBHOOK_PATH } from '../../app/http.ts'
import { between, code, table } from './markdown.ts'

/** As much of a setting's schema as the page shows. */
interface Setting {
  readonly description: string
  readonly default?: string | number | boolean
  readonly enum?: readonly string[]
}

const manifest = parseDocument(readFileSync(new URL('../../../app.yml', import.meta.url), 'utf8'))

/** `docs/operating.md` with all that is said elsewhere put in: the settings, and what the App asks of GitHub. */
export function withDeclarations(page: string): string {
  const withSettings = between(
    page,
    'made from schemas/settings.schema.json by npm run docs',
    settingsTable(),
  )
  const withLink = between(withSettings, 'made from app.yml by npm run docs', registration())
  return between(withLink, 'permissions made from app.yml by npm run docs', permissionsTable())
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

/** GitHub's page for a new App, filled in: https://docs.github.com/apps/sharing-github-apps */
function registration(): string {
  const { name, description, url, public: isPublic, default_permissions, default_events } = manifest.toJS()
  const { metadata: _, ...permissions } = default_permissions
  const query = new URLSearchParams({
    name,
    description,
    url,
    public: String(isPublic),
    webhook_active: 'true',
  })
  query.set('webhook_url', `${url}${WEBHOOK_PATH}`)
  for (const [permission, access] of Object.entries<string>(permissions)) query.set(permission, access)
  for (const event of default_events) query.append('events[]', event)
  return `\`\`\`text\nhttps://github.com/settings/apps/new?${query}\n\`\`\``
}

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
