import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { SeedConfig } from 'emulate'
import { readManifest } from '../../github/manifest.ts'
import { APP_ID, APP_SLUG, INSTALLATION_ID, MARKET, ORGANISATION, OWNER, PEOPLE } from './people.ts'
import { nodeId } from './shapes.ts'
import { sure, theApp, theInstallation, type World } from './world.ts'

const ROOT = join(import.meta.dirname, '../../..')
const MARKET_TEMPLATE = join(ROOT, 'templates/idea/market')

export type Secrets = { privateKey: string; webhookSecret: string; tokens: Record<string, string> }

/** A token for each person, by login. */
export function makeTokens(): Record<string, string> {
  return Object.fromEntries(
    PEOPLE.map(({ login }) => [login, `local_${login}_${randomBytes(12).toString('hex')}`]),
  )
}

/** The organisation, its market, the people and the App, as the emulator is told of them at its start. */
export function seedOf({ privateKey, webhookSecret, tokens }: Secrets): SeedConfig {
  const { description, default_permissions, default_events } = readManifest()
  return {
    tokens: Object.fromEntries(Object.entries(tokens).map(([login, token]) => [token, { login }])),
    github: {
      users: PEOPLE.map(({ login, name }) => ({ login, name, site_admin: login === OWNER })),
      orgs: [{ login: ORGANISATION, name: 'Riverbed', members: [{ login: OWNER, role: 'admin' }] }],
      repos: [
        { owner: ORGANISATION, name: MARKET, description: 'A market of ideas for subnets', auto_init: false },
      ],
      apps: [
        {
          app_id: APP_ID,
          slug: APP_SLUG,
          name: 'Tributary',
          description,
          private_key: privateKey,
          webhook_secret: webhookSecret,
          permissions: { ...default_permissions },
          events: [...default_events],
          installations: [
            { installation_id: INSTALLATION_ID, account: ORGANISATION, repository_selection: 'all' },
          ],
        },
      ],
    },
  }
}

/** What the seed cannot say: the bot's account, and the files of the market. */
export async function furnish(
  world: World,
  tokens: Record<string, string>,
  overTemplate: Record<string, string> = {},
): Promise<void> {
  const login = `${APP_SLUG}[bot]`
  const { id, ...model } = sure(world.users.all()[0], 'users')
  const bot = world.users.insert({ ...model, login, type: 'Bot', name: 'Tributary', site_admin: false })
  world.users.update(bot.id, { node_id: nodeId('Bot', bot.id) })
  const files = { ...readTemplate(), ...overTemplate }
  for (const [path, content] of Object.entries(files))
    await commit(world, sure(tokens[OWNER], 'a token'), path, content)
}

/** The text of every file of a new market, by its path there. */
function readTemplate(): Record<string, string> {
  const entries = readdirSync(MARKET_TEMPLATE, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(
    paths.map((path) => [relative(MARKET_TEMPLATE, path), readFileSync(path, 'utf8')]),
  )
}

async function commit(world: World, token: string, path: string, content: string): Promise<void> {
  const answer = await world.emulator.fetch(
    new Request(`${world.url}/repos/${ORGANISATION}/${MARKET}/contents/${path}`, {
      method: 'PUT',
      headers: { authorization: `token ${token}` },
      body: JSON.stringify({ message: `Add ${path}`, content: Buffer.from(content).toString('base64') }),
    }),
  )
  if (!answer.ok)
    throw new Error(`the market's ${path} could not be committed: ${answer.status} ${await answer.text()}`)
}

/** Gives the App what the manifest says today, as if the organisation had accepted it. */
export function grantManifest(world: World): void {
  const { default_permissions, default_events } = readManifest()
  const permissions = { ...default_permissions }
  const events = [...default_events]
  world.apps.update(theApp(world).id, { permissions, events })
  world.installations.update(theInstallation(world).id, { permissions, events })
}

/** The emulator gives seeded tokens ids of its own; they must be those of the people. */
export function tieTokens(world: World): void {
  for (const owner of world.emulator.tokens.values()) {
    const user = owner.installation ? undefined : world.users.findOneBy('login', owner.login)
    if (user) owner.id = user.id
  }
}
