import { rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'
import type { TestProject } from 'vitest/node'
import { openDesk } from '../desk.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The desk that tells where the App under test is, in one file. */
    appDesk: number
  }
}

/** Most of what an App that is started again takes is loading some thousand files: a run makes one of them, once. */
export async function setup(project: TestProject): Promise<() => Promise<unknown>> {
  const desk = await openDesk(bundle, (file) => file)
  project.provide('appDesk', desk.port)
  return () => desk.close()
}

const root = join(import.meta.dirname, '../..')
const directory = join(root, 'node_modules/.cache/app-under-test')

/** It stays, so that what the next run makes finds what was compiled of it. */
async function bundle(): Promise<string> {
  const build = await rolldown({
    input: join(import.meta.dirname, 'app-under-test.ts'),
    platform: 'node',
    // Those that load files beside them.
    external: [/^@electric-sql\//, 'pino', 'pg-native'],
    plugins: [{ name: 'places', transform: { filter: { id: /^\// }, handler: inPlace } }],
    logLevel: 'silent',
  })
  const made = `app-${process.pid}.mjs`
  await build.write({ dir: directory, format: 'esm', entryFileNames: made })
  await build.close()
  const file = join(directory, 'app.mjs')
  await rename(join(directory, made), file)
  return file
}

/** Each module goes on finding what lies beside its source. */
const inPlace = (code: string, file: string): string =>
  code
    .replaceAll('import.meta.dirname', JSON.stringify(dirname(file)))
    .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(file).href))
