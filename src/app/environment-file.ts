import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { SettingsError } from './settings.ts'

/** What a file of `NAME=value` lines sets, with the environment over it. Throws `SettingsError`. */
export function withEnvironmentFile(environment: NodeJS.ProcessEnv, file?: string): NodeJS.ProcessEnv {
  if (!file) return environment
  const given = Object.entries(environment).filter(([, value]) => value !== undefined && value !== '')
  return { ...parseEnv(read(file)), ...Object.fromEntries(given) }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new SettingsError(`${file} cannot be read: ${(error as NodeJS.ErrnoException).code ?? error}.`)
  }
}
