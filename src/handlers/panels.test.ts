import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { panelRows } from './panel-rows.ts'
import { panels } from './panels.ts'

const TEMPLATES = join(import.meta.dirname, '../../templates')

/** The templates of all that the families declare in files of this name. */
async function declaredIn(name: string): Promise<string[]> {
  const files = globSync(`*/${name}`, { cwd: import.meta.dirname })
  expect(files.length).toBeGreaterThan(5)
  const modules = await Promise.all(files.map((file) => import(join(import.meta.dirname, file))))
  const declared: { readonly template: string }[] = modules
    .flatMap((family) => Object.values<object>(family))
    .flatMap((of) => Object.values(of))
  return declared.map(({ template }) => template).toSorted()
}

test('every panel that a family declares has its place', async () => {
  expect(panels.map(({ template }) => template).toSorted()).toEqual(await declaredIn('panels.ts'))
})

test('every row of the facts and of what came in has its place', async () => {
  expect(panelRows.map(({ template }) => template).toSorted()).toEqual(await declaredIn('rows.ts'))
})

test.each([...panels, ...panelRows])('$template is there', ({ template }) => {
  expect(existsSync(join(TEMPLATES, `${template}.eta`))).toBe(true)
})
