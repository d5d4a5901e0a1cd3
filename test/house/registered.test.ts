import { globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { commands } from '../../src/handlers/commands.ts'
import { outsides } from '../../src/handlers/outsides.ts'
import { projections } from '../../src/ledger/projections/projections.ts'
import { kinds } from '../../src/mechanisms/streams/kinds.ts'

// What the compiler cannot miss: a value that was written and never put into its registry.

const ROOT = join(import.meta.dirname, '../..')
const SRC = join(ROOT, 'src')

interface Found {
  readonly where: string
  readonly value: unknown
}

/** All that the modules export whose text says what is looked for. */
async function exportsOf(folder: string, says: RegExp): Promise<Found[]> {
  const files = readdirSync(join(SRC, folder), { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !/\.test\.ts$|testing\//.test(file),
  )
  const saying = files.filter((file) => says.test(readFileSync(join(SRC, folder, file), 'utf8')))
  const modules = saying.map(async (file) => {
    const module: object = await import(pathToFileURL(join(SRC, folder, file)).href)
    return Object.entries(module).map(([name, value]) => ({ where: `${folder}/${file}: ${name}`, value }))
  })
  return (await Promise.all(modules)).flat()
}

const has = (value: unknown, ...keys: readonly string[]): boolean =>
  typeof value === 'object' && value !== null && keys.every((key) => key in value)

/** Those among them that no registry holds. */
function forgotten(found: readonly Found[], looks: (value: unknown) => boolean, held: readonly unknown[]) {
  const all = found.filter(({ value }) => looks(value))
  expect(all.length).toBeGreaterThan(0)
  return all.filter(({ value }) => !held.includes(value)).map(({ where }) => where)
}

test('every slash command is offered: its family names it in outside.ts', async () => {
  const found = await exportsOf('handlers', /: CommandSpec\b/)
  expect(forgotten(found, (value) => has(value, 'usage', 'run'), commands)).toEqual([])
})

test('every outside of a family is in src/handlers/outsides.ts', async () => {
  const found = await exportsOf('handlers', /: (Outside<|Hears\b).*= \{/)
  expect(forgotten(found, (value) => has(value), Object.values(outsides))).toEqual([])
})

test('every projection is in src/ledger/projections/projections.ts', async () => {
  const found = await exportsOf('ledger/projections', /: Projection\b/)
  expect(forgotten(found, (value) => has(value, 'tables', 'apply'), projections)).toEqual([])
})

test('every kind of stream is in src/mechanisms/streams/kinds.ts', async () => {
  const found = await exportsOf('mechanisms', /= rulesOf\(/)
  expect(forgotten(found, (value) => has(value, 'version', 'evolve'), Object.values(kinds))).toEqual([])
})

test('a process that a test starts holds each state under 64 KB, as the tests do', () => {
  const files = globSync('test/**/*.ts', { cwd: ROOT }).filter((file) =>
    /(-child|-under-test)\.ts$/.test(file),
  )
  const opening = files
    .map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }))
    .filter(({ text }) => /\b(openLedger|openPayrollLedger|startApp)\(/.test(text))
  expect(opening.length).toBeGreaterThan(3)
  expect(opening.filter(({ text }) => !text.includes('watched.ts')).map(({ file }) => file)).toEqual([])
})
