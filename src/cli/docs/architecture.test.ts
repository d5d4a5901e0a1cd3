import { readdirSync, readFileSync } from 'node:fs'
import { getTableName, isTable } from 'drizzle-orm'
import { expect, test } from 'vitest'
import biome from '../../../biome.json' with { type: 'json' }
import * as schema from '../../ledger/schema.ts'

const root = new URL('../../../', import.meta.url)
const page = readFileSync(new URL('docs/architecture.md', root), 'utf8')

/** What the page says that each room may import. */
const rooms = new Map(
  [...page.matchAll(/^\| `(src\/\w+\/)` \| .* \| (.*) \|$/gm)].map(([, room = '', imports = '']) => [
    room,
    imports,
  ]),
)

test('every room is on the map', () => {
  const folders = readdirSync(new URL('src', root), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  )
  expect([...rooms.keys()].toSorted()).toEqual(folders.map(({ name }) => `src/${name}/`).toSorted())
})

test('the map shows the walls that the linter guards', () => {
  const walls = [
    ...JSON.stringify(biome).matchAll(/(src\/\w+\/) may import ([^:]+): see docs\/architecture.md/g),
  ]
  // What the local world may import is everything.
  expect(
    walls
      .map(([, room]) => room)
      .concat('src/local/')
      .toSorted(),
  ).toEqual([...rooms.keys()].toSorted())
  for (const [, room = '', imports] of walls) expect(rooms.get(room), room).toBe(imports)
})

test('every table of the ledger is told of', () => {
  const tables = Object.values(schema).filter((value) => isTable(value))
  expect(tables.length).toBeGreaterThan(10)
  for (const table of tables) expect(page).toContain(`\`${getTableName(table)}\``)
})
