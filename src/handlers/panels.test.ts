import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Panels } from './kit/panel.ts'
import { panels } from './panels.ts'

const TEMPLATES = join(import.meta.dirname, '../../templates')

test('every panel that a family declares has its place', async () => {
  const placed = panels.map(({ template }) => template)
  const files = globSync('*/panels.ts', { cwd: import.meta.dirname })
  const declared: string[] = []
  for (const file of files) {
    const family: Readonly<Record<string, Panels>> = await import(join(import.meta.dirname, file))
    for (const panel of Object.values(family).flatMap((of) => Object.values(of)))
      declared.push(panel.template)
  }
  expect(placed.toSorted()).toEqual(declared.toSorted())
  expect(files.length).toBeGreaterThan(5)
})

test.each(panels)('$name has its template', ({ template }) => {
  expect(existsSync(join(TEMPLATES, `${template}.eta`))).toBe(true)
})
