import type { FileProblem } from '../../mechanisms/architecture/architecture.ts'
import type { Document } from './document.ts'
import type { Documents } from './documents.ts'

/**
 * A2: the lines of a proposal that still say TODO, as the template does. The architecture and its commodities have to be written by
 * whoever proposes them; other files only where they are changed.
 */
export function unwritten(
  { architecture, mechanisms, roles }: Documents,
  changed: readonly string[],
): FileProblem[] {
  const commodities = architecture?.value?.mechanisms.filter(({ kind }) => kind === 'commodity') ?? []
  const own = new Set(commodities.map(({ id }) => id))
  const rest = [...[...mechanisms].filter(([id]) => !own.has(id)), ...roles].map(([, document]) => document)
  return [
    ...(architecture ? [architecture] : []),
    ...commodities.flatMap(({ id }) => mechanisms.get(id) ?? []),
    ...rest.filter(({ file }) => changed.includes(file)),
  ].flatMap(todosIn)
}

const todosIn = ({ value, problemAt }: Document<unknown>): FileProblem[] =>
  pointersOf(value).map((pointer) =>
    problemAt(
      pointer,
      'This still says TODO, as the template does: write it, and the proposal is in the race.',
    ),
  )

/** JSON pointers of the texts that begin with TODO. */
function pointersOf(value: unknown, at = ''): string[] {
  if (typeof value === 'string') return /^\s*TODO\b/.test(value) ? [at] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, one]) => pointersOf(one, `${at}/${key}`))
}
