import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { occurred } from '../../intake/occurred.ts'
import type { Arrival } from '../../ledger/deliveries.ts'

/**
 * A recorded delivery, one JSON file each: `{ "headers": { … }, "body": { … }, "delivered_at": "2026-01-01T00:00:00Z" }`.
 * `headers` needs X-GitHub-Event and X-GitHub-Delivery, in any case; others, the signature among them, are not looked at.
 * `body` is the payload as an object, or as the text that was sent. `delivered_at` may be left out: it places what
 * says nothing of when it happened, such as a push.
 */
export interface Recording {
  readonly file: string
  readonly arrival: Arrival
}

/** Reads files, and every `.json` in folders, in the order of their names. Throws, naming the file, at the first that is none. */
export async function readRecordings(paths: readonly string[]): Promise<Recording[]> {
  const files: string[] = []
  for (const path of paths) files.push(...(await filesOf(path)))
  if (files.length === 0) throw new Error('There is no recorded delivery: one JSON file each is looked for.')
  return Promise.all(files.map(readRecording))
}

async function filesOf(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => {
    throw new Error(`${path} is not there.`)
  })
  if (!found.isDirectory()) return [path]
  const names = (await readdir(path)).filter((name) => name.endsWith('.json'))
  return names.sort().map((name) => join(path, name))
}

async function readRecording(file: string): Promise<Recording> {
  const { headers, body, delivered_at } = parse(file, await readFile(file, 'utf8'))
  const header = (name: string): string => {
    const found = Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1]
    if (typeof found === 'string' && /^[\w-]{1,64}$/.test(found)) return found
    throw new Error(`${file}: the header ${name} is missing or malformed.`)
  }
  const id = header('x-github-delivery')
  const event = header('x-github-event')
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? null)
  const payload = parse(`${file}, its body`, text)
  const receivedAt = Date.parse(String(delivered_at)) || Date.now()
  const place = occurred(event, payload, receivedAt)
  return { file, arrival: { id, event, ...place, body: Buffer.from(text) } }
}

function parse(what: string, text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>
  } catch {
    // Said below.
  }
  throw new Error(`${what}: this is no JSON object.`)
}
