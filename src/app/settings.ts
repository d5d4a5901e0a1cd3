import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { parse as parseYaml } from 'yaml'
import type { Caps } from '../chain/settlement/pick.ts'
import { parseTao } from '../handlers/kit/parse/amount.ts'
import { parseSs58 } from '../handlers/kit/parse/ss58.ts'
import type { Destination } from '../handlers/link/request.ts'
import { alpha, type Rao } from '../mechanisms/money.ts'

/** How one App runs. What each means is written in `schemas/settings.schema.json`. */
export interface Settings {
  readonly appId: number
  readonly privateKey: string
  /** The one in force, and the one before it while it is being changed. */
  readonly webhookSecrets: readonly string[]
  readonly githubApiUrl: string
  readonly githubUrl: string
  readonly githubThrottle: boolean
  readonly databaseUrl: string | undefined
  readonly dataDirectory: string
  readonly endpoints: readonly string[]
  /** Where the treasury's key comes from, for `loadKey`. Never logged. */
  readonly keySource: Readonly<Record<string, string | undefined>>
  readonly guardians: readonly string[]
  readonly threshold: number
  /** SS58 of the treasury, where it is not the multisig account of key and guardians itself. */
  readonly treasury: string | null
  /** How long an opened call waits for guardians, milliseconds. */
  readonly approvalTimeout: number
  readonly caps: Caps
  /** Nothing is signed. */
  readonly paused: boolean
  /** A new ledger may begin although there is money in the treasury's pots. */
  readonly allowUsedTreasury: boolean
  readonly host: string
  readonly port: number
  readonly publicUrl: string | null
  /** A node that may be named in public. */
  readonly publicNodeUrl: string | null
  readonly chainExplorerUrl: string | null
  /** Where links to these hosts lead on this machine, whatever the name servers say. */
  readonly linkHosts: ReadonlyMap<string, Destination>
  readonly logLevel: string
}

/** What is wrong with the settings, a line each, for the operator. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
}

const schemaFile = new URL('../../schemas/settings.schema.json', import.meta.url)

const KEY_NAMES = [
  'TRIBUTARY_KEYSTORE',
  'TRIBUTARY_KEYSTORE_PASSWORD',
  'TRIBUTARY_KEYSTORE_PASSWORD_FILE',
  'TRIBUTARY_KEY',
]

const DAY = 86_400_000

type Raw = Record<string, string | number | boolean | undefined>

/** Reads settings from the environment over those of a YAML file. Throws `SettingsError`. */
export function readSettings(environment: NodeJS.ProcessEnv, file?: string): Settings {
  const schema = JSON.parse(readFileSync(schemaFile, 'utf8'))
  const ajv = new Ajv2020({ allErrors: true, coerceTypes: true, useDefaults: true })
  formats.default(ajv)
  const raw: Raw = { ...fromFile(file), ...fromEnvironment(environment, Object.keys(schema.properties)) }
  const valid = ajv.validate(schema, raw)
  const problems = valid ? [] : (ajv.errors ?? []).map(describe)
  const settings = valid ? assemble(raw, problems) : null
  if (settings && problems.length === 0) return settings
  throw new SettingsError(
    `The settings cannot be used:\n${problems.map((problem) => `  - ${problem}`).join('\n')}\nEach one is described in docs/operating.md.`,
  )
}

function fromFile(file: string | undefined): Raw {
  if (!file) return {}
  const read = parseFile(file)
  if (typeof read === 'object' && read !== null && !Array.isArray(read)) return read as Raw
  throw new SettingsError(`${file} does not hold settings: write one \`NAME: value\` a line.`)
}

/** The parser's own message would quote the file, and with it secrets. */
function parseFile(file: string): unknown {
  const text = readText(file)
  try {
    return parseYaml(text, { maxAliasCount: 0 })
  } catch (error) {
    const line = (error as { linePos?: readonly { line: number }[] }).linePos?.[0]?.line
    throw new SettingsError(`${file} is not YAML that can be read${line ? `: see line ${line}` : ''}.`)
  }
}

function fromEnvironment(environment: NodeJS.ProcessEnv, names: readonly string[]): Raw {
  const given = names.filter((name) => environment[name] !== undefined && environment[name] !== '')
  return Object.fromEntries(given.map((name) => [name, environment[name]]))
}

interface SchemaError {
  readonly keyword: string
  readonly instancePath: string
  readonly message?: string
  readonly params: Record<string, unknown>
}

function describe(error: SchemaError): string {
  if (error.keyword === 'required') return `${error.params.missingProperty} is missing.`
  if (error.keyword === 'additionalProperties') return `${error.params.additionalProperty} is no setting.`
  return `${error.instancePath.slice(1)} ${error.message}.`
}

function assemble(raw: Raw, problems: string[]): Settings {
  const text = (name: string): string | null => (raw[name] === undefined ? null : String(raw[name]))
  const amount = (name: string): Rao => {
    const parsed = parseTao(text(name) ?? '')
    if (parsed.ok) return parsed.value
    problems.push(`${name}: ${parsed.reason}`)
    return 0n as Rao
  }
  const coldkey = (name: string) => (address: string) => {
    const parsed = parseSs58(address)
    if (parsed.ok) return parsed.value
    problems.push(`${name}: ${parsed.reason}`)
    return address
  }
  const guardians = list(text('GUARDIANS')).map(coldkey('GUARDIANS'))
  const [treasury = null] = list(text('TREASURY')).map(coldkey('TREASURY'))
  const threshold = Number(raw.THRESHOLD)
  if (guardians.length === 0)
    problems.push('GUARDIANS names no coldkey: a multisig account needs at least one.')
  if (threshold > guardians.length + 1) {
    problems.push(`THRESHOLD is ${threshold}, but there are only ${guardians.length + 1} signatories.`)
  }
  return {
    appId: Number(raw.APP_ID),
    privateKey: privateKey(text, problems),
    webhookSecrets: [text('WEBHOOK_SECRET'), text('WEBHOOK_SECRET_PREVIOUS')].filter((each) => each !== null),
    githubApiUrl: String(raw.GITHUB_API_URL).replace(/\/$/, ''),
    githubUrl: String(raw.GITHUB_URL).replace(/\/$/, ''),
    githubThrottle: raw.GITHUB_THROTTLE === true,
    databaseUrl: text('DATABASE_URL') ?? undefined,
    dataDirectory: String(raw.DATA_DIRECTORY),
    endpoints: list(text('SUBTENSOR_ENDPOINTS')),
    keySource: keySource(text, problems),
    guardians,
    threshold,
    treasury,
    approvalTimeout: Number(raw.APPROVAL_DAYS) * DAY,
    caps: {
      perIntent: amount('CAP_PER_INTENT'),
      perDay: amount('CAP_PER_DAY'),
      // An alpha has as many decimals as a TAO.
      alpha: {
        perIntent: alpha(amount('CAP_ALPHA_PER_INTENT')),
        perDay: alpha(amount('CAP_ALPHA_PER_DAY')),
      },
    },
    paused: raw.PAUSED === true,
    allowUsedTreasury: raw.ALLOW_USED_TREASURY === true,
    host: String(raw.HOST),
    port: Number(raw.PORT),
    publicUrl: text('PUBLIC_URL')?.replace(/\/$/, '') ?? null,
    publicNodeUrl: text('PUBLIC_NODE_URL'),
    chainExplorerUrl: text('CHAIN_EXPLORER_URL'),
    linkHosts: localHosts(text('LINK_HOSTS'), text('LINK_CA_FILE'), problems),
    logLevel: String(raw.LOG_LEVEL),
  }
}

/** What `loadKey` is given: the settings that name the treasury's key, and nothing else. */
function keySource(text: (name: string) => string | null, problems: string[]): Settings['keySource'] {
  const given = KEY_NAMES.map((name) => [name, text(name) ?? undefined] as const)
  const source = Object.fromEntries(given.filter(([, value]) => value !== undefined))
  if (!source.TRIBUTARY_KEYSTORE && !source.TRIBUTARY_KEY) {
    problems.push('TRIBUTARY_KEYSTORE is missing: `tributary keystore create <file>` makes one.')
  }
  return source
}

function localHosts(pairs: string | null, caFile: string | null, problems: string[]): Settings['linkHosts'] {
  const ca = caFile ? { ca: readText(caFile) } : {}
  const hosts = list(pairs).map((pair) => {
    const [, host = '', address = '', port = ''] = /^([^=]+)=(.+):(\d+)$/.exec(pair) ?? []
    if (!host) problems.push(`LINK_HOSTS: "${pair}" is not of the form host=address:port.`)
    return [host, { address, port: Number(port), ...ca }] as const
  })
  return new Map(hosts)
}

/** The key is read at once: otherwise the first call to GitHub would say that it is none, after payments were signed. */
function privateKey(text: (name: string) => string | null, problems: string[]): string {
  const value = text('PRIVATE_KEY')?.replaceAll('\\n', '\n') ?? null
  const key = secret(value, text('PRIVATE_KEY_PATH'), 'PRIVATE_KEY', problems)
  if (key !== '' && !isRsaKey(key)) {
    problems.push('PRIVATE_KEY is no RSA key in PEM: take the file that GitHub gave for the App, whole.')
  }
  return key
}

function isRsaKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa'
  } catch {
    return false
  }
}

function secret(value: string | null, path: string | null, name: string, problems: string[]): string {
  if (value) return value
  if (path) return readText(path)
  problems.push(`${name} is missing, and no file is named that holds it.`)
  return ''
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new SettingsError(
      `${path} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown error'}.`,
    )
  }
}

const list = (text: string | null): string[] =>
  (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
