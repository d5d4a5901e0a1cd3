import { randomBytes } from 'node:crypto'
import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { createKeystore, loadKey, newPhrase } from '../../chain/keystore.ts'
import { openWallet } from '../../chain/wallet.ts'
import { formatTao } from '../../mechanisms/money.ts'
import { examine } from '../doctor/doctor.ts'
import { say } from '../output.ts'
import { during } from '../progress.ts'
import { isThere, tryPlace, writePrivately } from '../register/env-file.ts'
import { register } from '../register/register.ts'
import { create } from '../treasury/run.ts'
import type { InitOptions } from './init.ts'

export interface InitStep {
  readonly what: string
  /** What there is already, in words; null where the step is to do. */
  readonly isDone: (options: InitOptions) => Promise<string | null>
  readonly run: (options: InitOptions) => Promise<void>
}

/** GitHub gives nothing for a code that is older: milliseconds. */
const PATIENCE = 3_600_000
/** What making a treasury takes, with its fees: 0.25 TAO. */
const TREASURY_COST = 250_000_000n

const at = ({ directory }: Pick<InitOptions, 'directory'>, file: string): string => join(directory, file)

const thereAs =
  (file: string) =>
  async (options: InitOptions): Promise<string | null> =>
    (await isThere(at(options, file))) ? `${at(options, file)} is there` : null

const app: InitStep = {
  what: 'The App on GitHub',
  isDone: thereAs('github-app.env'),
  run: (options) => register({ ...options, out: at(options, 'github-app.env'), isGuided: true }, PATIENCE),
}

/** The password is made up too: nobody has to type it, and the file that holds it can be kept elsewhere. */
const key: InitStep = {
  what: 'The key that signs',
  isDone: thereAs('keystore.json'),
  run: async (options) => {
    const password = randomBytes(24).toString('base64url')
    const text = await createKeystore(newPhrase(), password, 'tributary')
    await tryPlace(at(options, 'keystore.json'))
    await writePrivately(at(options, 'keystore-password'), `${password}\n`, true)
    await writePrivately(at(options, 'keystore.json'), text, false)
    say(
      `${at(options, 'keystore.json')} and keystore-password beside it hold it. Keep a copy of both, apart.`,
    )
  },
}

const settings: InitStep = {
  what: 'The settings',
  isDone: thereAs('settings.yml'),
  run: async (options) => {
    const lines = [
      `SUBTENSOR_ENDPOINTS: ${options.node}`,
      `GUARDIANS: ${options.guardians}`,
      `THRESHOLD: ${options.threshold}`,
      `TRIBUTARY_KEYSTORE: ${at(options, 'keystore.json')}`,
      `TRIBUTARY_KEYSTORE_PASSWORD_FILE: ${at(options, 'keystore-password')}`,
    ]
    await tryPlace(at(options, 'settings.yml'))
    await writePrivately(at(options, 'settings.yml'), `${lines.join('\n')}\n`, false)
    say(`${at(options, 'settings.yml')} holds them; docs/operating.md describes what else can stand there.`)
  },
}

const keySource = (options: InitOptions) => ({
  TRIBUTARY_KEYSTORE: at(options, 'keystore.json'),
  TRIBUTARY_KEYSTORE_PASSWORD_FILE: at(options, 'keystore-password'),
})

const treasury: InitStep = {
  what: 'The treasury',
  isDone: async (options) => {
    const text = await readFile(at(options, 'settings.yml'), 'utf8').catch(() => '')
    const { TREASURY } = (parse(text) ?? {}) as { TREASURY?: string }
    return TREASURY === undefined ? null : `${TREASURY} is in the settings`
  },
  run: async (options) => {
    const pair = await loadKey(keySource(options))
    const wallet = await during(`Connecting to ${options.node}`, openWallet(options.node))
    const balance = await wallet.balanceOf(pair.address).finally(() => wallet.close())
    if (balance < TREASURY_COST)
      throw new Error(
        `The key ${pair.address} has ${formatTao(balance)}. Send it ${formatTao(TREASURY_COST)} or more: the treasury costs about 0.2 TAO. Then run the same again.`,
      )
    const made = await create(options, pair)
    if (made !== null) await appendFile(at(options, 'settings.yml'), `TREASURY: ${made}\n`)
  },
}

const look: InitStep = {
  what: 'A look at it all',
  isDone: async () => null,
  run: (options) =>
    examine({ settings: at(options, 'settings.yml'), environment: at(options, 'github-app.env') }),
}

export const steps: readonly InitStep[] = [app, key, settings, treasury, look]
