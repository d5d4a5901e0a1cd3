import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RAO_PER_TAO } from '../mechanisms/money.ts'
import { readSettings, SettingsError } from './settings.ts'

const GUARDIAN = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty'
const { privateKey: PEM } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
})
const SECRETS = [PEM, 'hook-secret-1', 'pem-of-the-app', 'mnemonic words here', 'password-of-keys']

const good = {
  APP_ID: '7',
  PRIVATE_KEY: PEM,
  WEBHOOK_SECRET: 'hook-secret-1',
  SUBTENSOR_ENDPOINTS: 'wss://one.example, wss://two.example',
  GUARDIANS: GUARDIAN,
  TRIBUTARY_KEY: 'mnemonic words here',
}

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tributary-settings-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

/** What the operator is told. */
function refusal(changes: Record<string, string | undefined>, path?: string): string {
  try {
    readSettings({ ...good, ...changes }, path)
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError)
    return (error as Error).message
  }
  throw new Error('the settings were taken')
}

test('the environment is read, and the rest is as the schema says', () => {
  const settings = readSettings({ ...good, UNRELATED: 'x', PATH: '/bin' })
  expect(settings).toMatchObject({
    appId: 7,
    endpoints: ['wss://one.example', 'wss://two.example'],
    guardians: [GUARDIAN],
    threshold: 2,
    treasury: null,
    githubApiUrl: 'https://api.github.com',
    githubThrottle: true,
    databaseUrl: undefined,
    host: '127.0.0.1',
    port: 3000,
    publicUrl: null,
    caps: {
      perIntent: 2_000n * RAO_PER_TAO,
      perDay: 10_000n * RAO_PER_TAO,
      alpha: { perIntent: 2_000n * RAO_PER_TAO, perDay: 10_000n * RAO_PER_TAO },
    },
    keySource: { TRIBUTARY_KEY: 'mnemonic words here' },
  })
})

test('an explorer of the chain is named with the place for a block', () => {
  const url = 'https://polkadot.js.org/apps/?rpc=wss%3A%2F%2Fexample.org#/explorer/query/{hash}'
  expect(readSettings({ ...good, CHAIN_EXPLORER_URL: url }).chainExplorerUrl).toBe(url)
  for (const wrong of ['https://example.org/blocks', 'javascript:{hash}']) {
    expect(refusal({ CHAIN_EXPLORER_URL: wrong })).toContain('CHAIN_EXPLORER_URL must match pattern')
  }
})

test('the environment wins over the file, and an empty variable is none', () => {
  const path = file('settings.yml', 'PORT: 4000\nHOST: 0.0.0.0\nLOG_LEVEL: debug\n')
  const settings = readSettings({ ...good, PORT: '5000', HOST: '' }, path)
  expect(settings).toMatchObject({ port: 5000, host: '0.0.0.0', logLevel: 'debug' })
})

test('a key on one line gets its line breaks, and slashes at the end of addresses go', () => {
  const settings = readSettings({
    ...good,
    PRIVATE_KEY: PEM.replaceAll('\n', '\\n'),
    GITHUB_API_URL: 'https://ghe.example/api/v3/',
    PUBLIC_URL: 'https://tributary.example/',
  })
  expect(settings).toMatchObject({
    privateKey: PEM,
    githubApiUrl: 'https://ghe.example/api/v3',
    publicUrl: 'https://tributary.example',
  })
})

test('hosts of this machine are read with the authority that vouches for them', () => {
  const ca = file('ca.pem', 'CERTIFICATE')
  const { linkHosts } = readSettings({ ...good, LINK_HOSTS: 'a.test=127.0.0.1:8443', LINK_CA_FILE: ca })
  expect([...linkHosts]).toEqual([['a.test', { address: '127.0.0.1', port: 8443, ca: 'CERTIFICATE' }]])
})

const sentences: readonly (readonly [string, Record<string, string | undefined>, string])[] = [
  ['no App', { APP_ID: undefined }, 'APP_ID is missing.'],
  ['an App that is no number', { APP_ID: 'seven' }, 'APP_ID must be integer.'],
  ['no secret', { WEBHOOK_SECRET: undefined }, 'WEBHOOK_SECRET is missing.'],
  ['a short secret', { WEBHOOK_SECRET: 'abc' }, 'WEBHOOK_SECRET must NOT have fewer than 8 characters.'],
  [
    'no key of the App',
    { PRIVATE_KEY: undefined },
    'PRIVATE_KEY is missing, and no file is named that holds it.',
  ],
  ['no treasury key', { TRIBUTARY_KEY: undefined }, 'TRIBUTARY_KEYSTORE is missing'],
  ['no guardian', { GUARDIANS: ' , ' }, 'GUARDIANS names no coldkey'],
  ['a guardian that is none', { GUARDIANS: 'alice' }, 'GUARDIANS: That is not an SS58 address.'],
  ['a threshold out of reach', { THRESHOLD: '3' }, 'THRESHOLD is 3, but there are only 2 signatories.'],
  ['a threshold of nothing', { THRESHOLD: '0' }, 'THRESHOLD must be >= 1.'],
  ['a cap with a comma', { CAP_PER_DAY: '1,000' }, 'CAP_PER_DAY: Commas'],
  ['a negative cap', { CAP_PER_INTENT: '-1' }, 'CAP_PER_INTENT: An amount cannot be negative'],
  ['an address that is none', { GITHUB_API_URL: 'github' }, 'GITHUB_API_URL must match format "uri".'],
  ['a port out of range', { PORT: '70000' }, 'PORT must be <= 65535.'],
  ['a level of nothing', { LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be equal to one of the allowed values.'],
  [
    'a host of nowhere',
    { LINK_HOSTS: 'a.test' },
    'LINK_HOSTS: "a.test" is not of the form host=address:port.',
  ],
  [
    'a file that is not there',
    { PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: '/none/key' },
    '/none/key cannot be read: ENOENT.',
  ],
]

test.for(sentences)('%s has its sentence', ([, changes, says]) => {
  const message = refusal({ ...changes, TRIBUTARY_KEYSTORE_PASSWORD: 'password-of-keys' })
  expect(message).toContain(says)
  for (const secret of SECRETS) expect(message).not.toContain(secret)
})

test('all that is wrong is told at once', () => {
  const message = refusal({ GUARDIANS: ',', CAP_PER_DAY: 'x', TRIBUTARY_KEY: '' })
  for (const name of ['GUARDIANS', 'CAP_PER_DAY', 'TRIBUTARY_KEYSTORE'])
    expect(message).toContain(`  - ${name}`)
})

test('a key that is none is told before anything starts, and is not quoted', () => {
  for (const key of [
    'pem-of-the-app',
    PEM.slice(0, -60),
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  ]) {
    const told = refusal({ PRIVATE_KEY: key })
    expect(told).toContain('PRIVATE_KEY is no RSA key in PEM')
    expect(told).not.toContain(key)
  }
})

test('a file must hold settings, each with a name that is one', () => {
  expect(refusal({}, file('list.yml', '- a\n'))).toContain('does not hold settings')
  expect(refusal({}, file('odd.yml', 'PRIVATE_KEYS: pem-of-the-app\n'))).toContain(
    'PRIVATE_KEYS is no setting.',
  )
  expect(refusal({}, join(folder, 'none.yml'))).toContain('cannot be read: ENOENT.')
})

test('a file that is no YAML, or grows, is told so without its text', () => {
  for (const text of ['PRIVATE_KEY: "pem-of-the-app\n', 'HOST: &a pem-of-the-app\nPUBLIC_URL: *a\n']) {
    const message = refusal({}, file('wrong.yml', text))
    expect(message).toContain('wrong.yml')
    expect(message).not.toContain('pem-of-the-app')
  }
})
