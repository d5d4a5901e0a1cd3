import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeBlankPglite } from '../../test/blank-pglite.ts'
import { openDirectory } from './pglite-directory.ts'

let place: string
let ledger: string

beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'tributary-directory-'))
  ledger = join(place, 'ledger')
})
afterEach(() => rm(place, { recursive: true }))

test('a new ledger is made whole, beside what a cut-off start has left', async () => {
  await mkdir(join(place, 'ledger.unfinished'))
  await writeFile(join(place, 'ledger.unfinished/PG_VERSION'), '')
  const opened = await openDirectory(ledger)
  expect((await opened.client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
  await opened.close()
  expect(await readdir(place)).not.toContain('ledger.unfinished')
})

test('one process at a time has a ledger, and who has it is named', async () => {
  await makeBlankPglite(ledger)
  const opened = await openDirectory(ledger)
  await expect(openDirectory(ledger)).rejects.toThrow(
    new RegExp(`in use by \`.+\` \\(process ${process.pid} on .+ UTC\\).*stop that one first`),
  )
  await opened.close()
  await (await openDirectory(ledger)).close()
})

test('a killed process leaves no lock behind', async () => {
  await makeBlankPglite(ledger)
  const lock = new URL('directory-lock.ts', import.meta.url).href
  const script = `const { lockDirectory } = await import(${JSON.stringify(lock)})
    await lockDirectory(${JSON.stringify(ledger)}); console.log('held'); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script])
  await once(child.stdout, 'data')
  await expect(openDirectory(ledger)).rejects.toThrow(`process ${child.pid} on`)
  child.kill('SIGKILL')
  await once(child, 'exit')
  await (await openDirectory(ledger)).close()
})

test('a folder that is no ledger is left as it is', async () => {
  await mkdir(ledger)
  await writeFile(join(ledger, 'letter.txt'), 'dear')
  await expect(openDirectory(ledger)).rejects.toThrow('holds files, but no whole ledger')
  expect(await readdir(place)).toEqual(['ledger'])
  expect(await readFile(join(ledger, 'letter.txt'), 'utf8')).toBe('dear')
})

test('a ledger that lost a part is not made anew over it', async () => {
  await makeBlankPglite(ledger)
  await rm(join(ledger, 'base'), { recursive: true })
  await expect(openDirectory(ledger)).rejects.toThrow('the ledger is damaged')
  expect(await readdir(ledger)).not.toContain('base')
})

test('what cannot be opened is called damaged, and is free again', async () => {
  await makeBlankPglite(ledger)
  await truncate(join(ledger, 'global/pg_control'), 100)
  await expect(openDirectory(ledger)).rejects.toThrow('it is damaged, or another version of PGlite made it')
  await expect(openDirectory(ledger)).rejects.toThrow('it is damaged')
})

test('where a ledger must be, none is made', async () => {
  await expect(openDirectory(join(ledger, 'deep/ledger'), true)).rejects.toThrow('There is no ledger in')
  expect(await readdir(place)).toEqual([])
})
