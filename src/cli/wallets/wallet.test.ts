import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { verifyLink } from '../../handlers/account/link-signature.ts'
import { ran } from '../testing/ran.ts'
import { ADDRESS, keyfile, PASSWORD } from './testing/keyfiles.ts'
import { openBtcliWallet } from './wallet.ts'

let walletPath: string

beforeAll(async () => {
  walletPath = await mkdtemp(join(tmpdir(), 'tributary-wallets-'))
  await keep('open', keyfile('plain'))
  await keep('closed', keyfile('vault'), ADDRESS)
  await keep('nameless', keyfile('vault'))
  await keep('mistaken', keyfile('vault'), '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY')
})
afterEach(() => {
  vi.unstubAllEnvs()
})
afterAll(() => rm(walletPath, { recursive: true, force: true }))

async function keep(name: string, coldkey: Buffer, ss58Address?: string): Promise<void> {
  await mkdir(join(walletPath, name))
  await writeFile(join(walletPath, name, 'coldkey'), coldkey, { mode: 0o600 })
  if (ss58Address) await writeFile(join(walletPath, name, 'coldkeypub.txt'), JSON.stringify({ ss58Address }))
}

test('a command signs with the coldkey of a wallet, whatever key the environment names', async () => {
  vi.stubEnv('TRIBUTARY_KEY', '//Alice')
  vi.stubEnv('TRIBUTARY_WALLET_PASSWORD', PASSWORD)
  for (const wallet of ['open', 'closed', 'nameless']) {
    const { code, out } = await ran('link', '4711', '-w', wallet, '-p', walletPath)
    const [, ss58 = '', signature = ''] = out.trim().split(' ')
    expect([code, ss58]).toEqual([0, ADDRESS])
    expect(verifyLink({ userId: 4711, ss58, signature })).toMatchObject({ ok: true })
  }
})

test('whose a wallet is can be known without its password', async () => {
  const signer = await openBtcliWallet({ wallet: 'closed', walletPath })
  expect(signer.address).toBe(ADDRESS)
  await expect(signer.unlock()).rejects.toThrow('nobody can be asked here: name a file that holds it')
})

test('the password can stand in a file', async () => {
  const file = join(walletPath, 'password')
  await writeFile(file, `${PASSWORD}\n`, { mode: 0o600 })
  vi.stubEnv('TRIBUTARY_WALLET_PASSWORD_FILE', file)
  const signer = await openBtcliWallet({ wallet: 'closed', walletPath })
  expect((await signer.unlock()).address).toBe(ADDRESS)
})

test('a secret in the open that others can read is not used, and one that is not encrypted is told of', async () => {
  const signer = () => ran('link', '4711', '-w', 'open', '-p', walletPath)
  expect(await signer()).toMatchObject({ code: 0, error: expect.stringContaining('open is not encrypted') })
  const file = join(walletPath, 'open', 'coldkey')
  for (const mode of [0o640, 0o604, 0o644, 0o660]) {
    await chmod(file, mode)
    const { code, out, error } = await signer()
    expect([code, out]).toEqual([1, ''])
    expect(error).toContain(`chmod 600 ${file}`)
  }
  await chmod(file, 0o600)
  expect((await signer()).code).toBe(0)
})

test('a password that others can read is not used; what is encrypted may be read by anybody', async () => {
  const file = join(walletPath, 'shared-password')
  await writeFile(file, `${PASSWORD}\n`)
  await chmod(file, 0o644)
  await chmod(join(walletPath, 'closed', 'coldkey'), 0o644)
  vi.stubEnv('TRIBUTARY_WALLET_PASSWORD_FILE', file)
  const signer = await openBtcliWallet({ wallet: 'closed', walletPath })
  await expect(signer.unlock()).rejects.toThrow(`chmod 600 ${file}`)
  await chmod(file, 0o600)
  expect((await signer.unlock()).address).toBe(ADDRESS)
})

test.each([
  ['tide', 1, /has no wallet tide with a coldkey\. There are closed, mistaken, nameless, open/],
  ['../closed', 64, /^Name a wallet, not a path/],
  ['..', 64, /^Name a wallet, not a path/],
  ['mistaken', 1, /is that of 5DfhGy\w+, and its coldkeypub.txt names 5Grwva/],
])('the wallet %s is refused', async (wallet, expected, words) => {
  vi.stubEnv('TRIBUTARY_WALLET_PASSWORD', PASSWORD)
  const { code, out, error } = await ran('link', '4711', '--wallet', wallet, '--wallet-path', walletPath)
  expect([code, out]).toEqual([expected, ''])
  expect(error).toMatch(words)
})

test('a wrong password opens nothing', async () => {
  vi.stubEnv('TRIBUTARY_WALLET_PASSWORD', 'another')
  const { code, error } = await ran('link', '4711', '-w', 'closed', '-p', walletPath)
  expect([code, error]).toEqual([1, 'The password does not open the wallet’s coldkey.\n'])
})
