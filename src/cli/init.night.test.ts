import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadKey } from '../chain/keystore.ts'
import { openWallet } from '../chain/wallet.ts'
import { type Subtensor, startSubtensor } from '../local/subtensor/node.ts'
import { RAO_PER_TAO } from '../mechanisms/money.ts'
import { type Ran, ran } from './testing/ran.ts'

// The App was registered before: how that is done is tested in register.test.ts. No GitHub answers here.

const BOB = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty'

let directory: string
let node: Subtensor

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tributary-init-'))
  node = await startSubtensor({ seal: 'instant', finalityLag: 0 })
})
afterAll(async () => {
  await node.stop()
  await rm(directory, { recursive: true, force: true })
})

const init = (...words: string[]): Promise<Ran> => {
  const places = ['--public-url', 'https://tributary.example', '--directory', directory, '--node', node.url]
  return ran('init', ...places, '--guardians', BOB, ...words)
}

test('each step is done once, and what stopped one is gone on with by the same command', async () => {
  const dry = await init('--dry-run')
  expect([dry.code, dry.out.match(/to do/g)?.length]).toEqual([0, 5])
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString().replaceAll('\n', '\\n')
  const app = ['APP_ID=7', 'WEBHOOK_SECRET=a-secret-that-is-long-enough', `PRIVATE_KEY="${pem}"`]
  await writeFile(
    join(directory, 'github-app.env'),
    `${[...app, 'PUBLIC_URL=https://tributary.example', 'GITHUB_API_URL=http://127.0.0.1:9'].join('\n')}\n`,
  )

  const poor = await init('--yes')
  const [, own = ''] = /^The key (\w+) has 0 TAO\. Send it 0\.25 TAO or more/.exec(poor.error) ?? []
  expect([poor.code, own.length]).toEqual([1, 48])
  expect((await stat(join(directory, 'keystore-password'))).mode & 0o077).toBe(0)

  const wallet = await openWallet(node.url)
  const alice = await loadKey({ TRIBUTARY_KEY: '//Alice' })
  await wallet.send(alice, wallet.api.tx.balances?.transferKeepAlive?.(own, RAO_PER_TAO))
  await wallet.close()
  expect(await init()).toMatchObject({ code: 3, error: expect.stringMatching('nobody can be asked here') })
  const made = await init('--yes')
  expect(made.out).toMatch(
    /^1\/5 The App on GitHub: \S+ is there\n2\/5 The key that signs: \S+ is there\n3\/5 The settings: /,
  )
  // The look finds that no GitHub answers.
  expect(made.code).toBe(2)
  const settings = await readFile(join(directory, 'settings.yml'), 'utf8')
  const [, treasury = ''] = /^TREASURY: (5\w{47})$/m.exec(settings) ?? []
  expect(made.out).toContain(`good    treasury: Key and guardians act for ${treasury}.`)

  const again = await init('--yes')
  expect(again.out).toContain(`4/5 The treasury: ${treasury} is in the settings\n`)
  expect(await readFile(join(directory, 'settings.yml'), 'utf8')).toBe(settings)
})
