import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

/** What the App asks of GitHub, and how it is called there. `app.yml` says of each permission and event why. */
export interface Manifest {
  readonly name: string
  readonly description: string
  readonly public: boolean
  readonly default_permissions: Readonly<Record<string, string>>
  readonly default_events: readonly string[]
}

/** Where `app.yml` is. It is read when somebody registers the App, and not at the start of one. */
export const MANIFEST_FILE = join(import.meta.dirname, '../../app.yml')

export function readManifest(): Manifest {
  return parse(readFileSync(MANIFEST_FILE, 'utf8')) as Manifest
}
