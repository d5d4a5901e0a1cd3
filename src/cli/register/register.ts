import { WEBHOOK_PATH } from '../../app/http.ts'
import { readManifest } from '../../github/manifest.ts'
import { confirmOnTerminal } from '../confirm.ts'
import { oneLine, print, say } from '../output.ts'
import { environmentText, isThere, tryPlace, writePrivately } from './env-file.ts'
import { openLoopback, type Taken } from './loopback.ts'
import { exchangeCode, type GitHubPlace, type NewApp } from './new-app.ts'
import { GITHUB, GITHUB_API, gitHubPlaceOf, reachable } from './options.ts'

interface Options {
  readonly publicUrl: string
  readonly github: string
  readonly githubApi?: string
  readonly organization?: string
  readonly name?: string
  readonly port: number
  readonly out: string
  readonly replace?: boolean
  /** Somebody else says what comes next. */
  readonly isGuided?: true
}

/** Makes the App by GitHub's manifest flow, and keeps what GitHub tells. `patience` in milliseconds. */
export async function register(options: Options, patience: number): Promise<void> {
  const { publicUrl, github, out } = options
  reachable(publicUrl, github)
  const replace = await mayReplace(options)
  await tryPlace(out)
  const place = gitHubPlaceOf(github, options.githubApi)
  const { name, ...asked } = readManifest()
  const loopback = await openLoopback<NewApp>({
    newAppUrl: (state) => `${github}${ownerPath(options)}/settings/apps/new?state=${state}`,
    manifest: (redirect_url) => ({
      ...asked,
      name: options.name ?? name,
      url: publicUrl,
      hook_attributes: { url: `${publicUrl}${WEBHOOK_PATH}`, active: true },
      redirect_url,
    }),
    file: out,
    port: options.port,
    take: takeAndKeep(place, (app) => writePrivately(out, secrets(app, publicUrl, place), replace)),
    failed: say,
  })
  try {
    invite(loopback.url)
    const app = await withinPatience(loopback.app, patience)
    if (new URL(app.page).origin !== new URL(github).origin)
      say(
        `GitHub names ${oneLine(app.page)} as its page, which is not at ${github}: see that --github is right.`,
      )
    if (options.isGuided) say(`${app.slug} is registered. Install it: ${app.page}/installations/new`)
    else print(whatComesNext(app, out))
  } finally {
    await loopback.stop()
  }
}

async function mayReplace({ out, replace }: Options): Promise<boolean> {
  if (!(await isThere(out))) return false
  if (replace) return true
  if (
    await confirmOnTerminal(`${oneLine(out)} is there already, and what it holds would be lost. Replace it?`)
  )
    return true
  throw new Error(
    `${out} is there already, and stays as it is. Name another file with --out, or say --replace.`,
  )
}

const ownerPath = ({ organization }: Options): string =>
  organization ? `/organizations/${organization}` : ''

/** What GitHub has told stays in memory until it is kept: it tells it once. */
function takeAndKeep(place: GitHubPlace, keep: (app: NewApp) => Promise<void>) {
  let taken: Taken<NewApp> | null = null
  return async (code: string): Promise<Taken<NewApp>> => {
    taken ??= { code, app: await exchangeCode(place, code) }
    try {
      await keep(taken.app)
    } catch (error) {
      const why = (error as Error).message
      throw new Error(`The App's secrets could not be written: ${why}. Mend that, then load the page again.`)
    }
    return taken
  }
}

function secrets(app: NewApp, publicUrl: string, { url, apiUrl }: GitHubPlace): string {
  return environmentText(`The GitHub App ${app.slug}: ${app.page}`, {
    APP_ID: String(app.id),
    WEBHOOK_SECRET: app.webhookSecret,
    PRIVATE_KEY: app.privateKey,
    PUBLIC_URL: publicUrl,
    ...(url !== GITHUB && { GITHUB_URL: url }),
    ...(apiUrl !== GITHUB_API && { GITHUB_API_URL: apiUrl }),
  })
}

function invite(url: string): void {
  const { port } = new URL(url)
  say(`Open ${url} in a browser that is signed in to GitHub.`)
  say(`If the browser is on another machine: ssh -L ${port}:127.0.0.1:${port} <this machine>`)
}

async function withinPatience<App>(app: Promise<App>, patience: number): Promise<App> {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error('GitHub sent nobody back within an hour. Run it again.')),
      patience,
    )
  })
  return Promise.race([app, over]).finally(() => clearTimeout(timer))
}

const whatComesNext = ({ slug, page }: NewApp, file: string): string => `
${slug} is registered, and ${oneLine(file)} holds its secrets.

1. Install it on the market's repository: ${page}/installations/new
2. Make its key: tributary keystore create <file>
3. Make its treasury: tributary treasury create --help
4. Put SUBTENSOR_ENDPOINTS, GUARDIANS, THRESHOLD, TREASURY and TRIBUTARY_KEYSTORE into settings.yml, a line each.
5. Start it: tributary serve --environment ${oneLine(file)} --settings settings.yml
`
