import { pino } from 'pino'
import { WEBHOOK_PATH } from '../../app/http.ts'
import type { Settings } from '../../app/settings.ts'
import { connectGitHub, type GitHub } from '../../github/client.ts'
import { readManifest } from '../../github/manifest.ts'
import { beware, type Finding, good, wrong } from './finding.ts'

type Needed = Pick<Settings, 'appId' | 'privateKey' | 'githubApiUrl' | 'githubThrottle' | 'publicUrl'>

/** Seconds by which a clock may be wrong before GitHub refuses what it signs. */
const SKEW = 30

/** What GitHub knows of the App: may it do its work, is its clock right, and do deliveries arrive? */
export async function examineGitHub(settings: Needed): Promise<Finding[]> {
  const github = await connectGitHub(settings, pino({ level: 'silent' })).asApp()
  const app = await github.rest.apps.getAuthenticated().catch((error: Error) => error)
  if (app instanceof Error)
    return [
      wrong(
        'GitHub',
        `It does not know the App ${settings.appId} by this key: ${app.message}.`,
        'See that APP_ID and PRIVATE_KEY are those of one App, and that this machine reaches GitHub and has the right time.',
      ),
    ]
  return [
    good('GitHub', `It knows the App as ${app.data?.slug ?? settings.appId}.`),
    clockOf(app.headers.date),
    permissionsOf(app.data?.permissions ?? {}, app.data?.events ?? []),
    ...(await installationsOf(github)),
    await webhookOf(github, settings.publicUrl),
    ...(await deliveriesOf(github)),
  ]
}

function clockOf(date: string | undefined): Finding {
  const skew = date === undefined ? 0 : Math.round((Date.now() - Date.parse(date)) / 1_000)
  if (Math.abs(skew) <= SKEW) return good('clock', 'It agrees with GitHub’s.')
  return wrong(
    'clock',
    `It is ${Math.abs(skew)} s ${skew > 0 ? 'ahead of' : 'behind'} GitHub’s.`,
    'Set it by the network’s time (NTP): GitHub refuses what is signed at a wrong time.',
  )
}

const LEVELS = ['read', 'write', 'admin']

function permissionsOf(has: Readonly<Record<string, string | undefined>>, hears: readonly string[]): Finding {
  const { default_permissions, default_events } = readManifest()
  const lacking = Object.entries(default_permissions)
    .filter(([name, level]) => LEVELS.indexOf(has[name] ?? '') < LEVELS.indexOf(level))
    .map(([name, level]) => `${name}: ${level}`)
  const deaf = default_events.filter((event) => !hears.includes(event)).map((event) => `event ${event}`)
  const missing = [...lacking, ...deaf]
  if (missing.length === 0) return good('permissions', 'The App has what app.yml asks for.')
  return wrong(
    'permissions',
    `The App lacks ${missing.join(', ')}.`,
    'Add it on the App’s page under Permissions & events; then each installation has to accept it.',
  )
}

async function installationsOf(github: GitHub): Promise<Finding[]> {
  const { data: installations } = await github.rest.apps.listInstallations({ per_page: 100 })
  if (installations.length === 0)
    return [
      beware(
        'installation',
        'The App is installed nowhere.',
        'Install it on the market’s repository, from its page on GitHub.',
      ),
    ]
  const suspended = installations.filter(({ suspended_at }) => suspended_at)
  return [
    good('installation', `The App is installed at ${installations.map(nameOf).join(', ')}.`),
    ...suspended.map((one) =>
      beware(
        'installation',
        `That at ${nameOf(one)} is suspended.`,
        'Its owner can unsuspend it in their settings.',
      ),
    ),
  ]
}

const nameOf = ({ account, id }: { readonly account: object | null; readonly id: number }): string =>
  account && 'login' in account ? String(account.login) : String(id)

async function webhookOf(github: GitHub, publicUrl: string | null): Promise<Finding> {
  const { data: hook } = await github.rest.apps.getWebhookConfigForApp()
  const wanted = publicUrl === null ? null : `${publicUrl}${WEBHOOK_PATH}`
  const mend = 'Set it on the App’s page under Webhook, with the content type application/json.'
  if (!hook.url) return wrong('webhook', 'GitHub is told no URL for deliveries.', mend)
  if (hook.content_type !== 'json')
    return wrong('webhook', `Deliveries come as ${hook.content_type}, and not as JSON.`, mend)
  if (wanted !== null && hook.url !== wanted)
    return wrong('webhook', `GitHub delivers to ${hook.url}, and PUBLIC_URL makes it ${wanted}.`, mend)
  if (new URL(hook.url).pathname !== WEBHOOK_PATH)
    return wrong('webhook', `GitHub delivers to ${hook.url}, and the App listens at ${WEBHOOK_PATH}.`, mend)
  return good('webhook', `GitHub delivers to ${hook.url}.`)
}

/** The last thirty: one after the other refused is a cause of its own. */
async function deliveriesOf(github: GitHub): Promise<Finding[]> {
  const { data: deliveries } = await github.rest.apps.listWebhookDeliveries({ per_page: 30 })
  if (deliveries.length === 0) return []
  const failed = deliveries.filter(({ status_code }) => status_code < 200 || status_code >= 300)
  if (failed.length === 0) return [good('deliveries', `The last ${deliveries.length} arrived.`)]
  const says = `${failed.length} of the last ${deliveries.length} did not arrive: the newest got ${failed[0]?.status_code || 'no answer'}.`
  const isRefused = failed.some(({ status_code }) => status_code === 400 || status_code === 401)
  return [
    beware(
      'deliveries',
      says,
      isRefused
        ? 'WEBHOOK_SECRET may differ from the one on the App’s page. Once that is mended, the App fetches by itself what it missed.'
        : 'See that the App runs and can be reached from outside. It fetches by itself what it missed.',
    ),
  ]
}
