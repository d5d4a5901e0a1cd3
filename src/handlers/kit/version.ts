import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Places } from '../../github/places.ts'

const ROOT = join(import.meta.dirname, '../../..')

/** All that makes a text out of a state: the rules that fold it, the families' outsides, the words. Packages are pinned. */
const PARTS = ['package.json', 'src/mechanisms', 'src/handlers', 'src/github', 'templates']

/** SHA-256 of these files with their names, hex. A file that says something else gives another. */
export function digestOfFiles(root: string, parts: readonly string[]): string {
  const hash = createHash('sha256')
  const files = parts.flatMap((part) => filesIn(root, part)).toSorted()
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0')
  return hash.digest('hex')
}

function filesIn(root: string, part: string): string[] {
  if (statSync(join(root, part)).isFile()) return [part]
  const entries = readdirSync(join(root, part), { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
}

let program: string | undefined

/** Names the program and the addresses that it shows. What another version rendered is not shown again. */
export function versionOf({ explorer, github, node, treasury }: Places): string {
  program ??= digestOfFiles(ROOT, PARTS)
  return createHash('sha256')
    .update(JSON.stringify([program, explorer, github, node, treasury]))
    .digest('hex')
}
