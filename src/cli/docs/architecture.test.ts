import { readdirSync, readFileSync } from 'node:fs'
import { getTableName, isTable } from 'drizzle-orm'
import { expect, test } from 'vitest'
import biome from '../../../biome.json' with { type: 'json' }
import * as schema from '../../ledger/schema.ts'

const root = new URL('../../../', import.meta.url)
const page = readFileSync(new URL('docs/architecture.md', root), 'utf8')

/** What the page says that each module may import. */
const modules = new Map(
  [...page.matchAll(/^\| `(src\/\w+\/)` \| .* \| (.*) \|$/gm)].map(([, module = '', imports = '']) => [
    module,
    imports,
  ]),
)

test('every module is on the map', () => {
  const folders = readdirSync(new URL('src', root), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  )
  expect([...modules.keys()].toSorted()).toEqual(folders.map(({ name }) => `src/${name}/`).toSorted())
})

test('the map shows the boundaries that the linter guards', () => {
  const boundaries = [
    ...JSON.stringify(biome).matchAll(/(src\/\w+\/) may import ([^:]+): see docs\/architecture.md/g),
  ]
  // What the local world may import is everything.
  expect(
    boundaries
      .map(([, module]) => module)
      .concat('src/local/')
      .toSorted(),
  ).toEqual([...modules.keys()].toSorted())
  for (const [, module = '', imports] of boundaries) expect(modules.get(module), module).toBe(imports)
})

test('every table of the ledger is on the page', () => {
  const tables = Object.values(schema).filter((value) => isTable(value))
  expect(tables.length).toBeGreaterThan(10)
  for (const table of tables) expect(page).toContain(`\`${getTableName(table)}\``)
})
