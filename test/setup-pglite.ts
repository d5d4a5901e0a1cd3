import { readFile } from 'node:fs/promises'
import type { PGliteOptions } from '@electric-sql/pglite'
import { inject, vi } from 'vitest'

// The real PGlite, only that one in memory begins with the data directory that the run made.
vi.mock(import('@electric-sql/pglite'), async (importOriginal) => {
  const real = await importOriginal()
  const create = real.PGlite.create.bind(real.PGlite)
  const fromBlank = async (options: PGliteOptions) =>
    options.fs
      ? create(options)
      : create({ ...options, loadDataDir: new Blob([await readFile(inject('blankPglite'))]) })
  const PGlite = new Proxy(real.PGlite, {
    get: (target, key) => (key === 'create' ? fromBlank : Reflect.get(target, key)),
  })
  return { ...real, PGlite }
})
