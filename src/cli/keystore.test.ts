import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { loadKey } from '../chain/keystore.ts'
import { keystoreCommand } from './keystore.ts'
import { written } from './testing/written.ts'

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tributary-keystore-'))
  file = join(folder, 'treasury.json')
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true })
})

const create = () => written(keystoreCommand(), 'create', file)

test('a new key is kept in a file for its owner alone, opens with the password, and is never overwritten', async () => {
  vi.stubEnv('TRIBUTARY_KEYSTORE_PASSWORD', 'correct horse battery')
  const [address] = /5\w{47}/.exec(await create()) ?? []
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  const pair = await loadKey({
    TRIBUTARY_KEYSTORE: file,
    TRIBUTARY_KEYSTORE_PASSWORD: 'correct horse battery',
  })
  expect(pair.address).toBe(address)
  const before = await readFile(file, 'utf8')
  await expect(create()).rejects.toThrow('EEXIST')
  expect(await readFile(file, 'utf8')).toBe(before)
})

test.each([undefined, '', 'elevenchars'])('a password of %j makes no key', async (password) => {
  vi.stubEnv('TRIBUTARY_KEYSTORE_PASSWORD', password)
  await expect(create()).rejects.toThrow('at least 12 characters')
  await expect(stat(file)).rejects.toThrow('ENOENT')
})
