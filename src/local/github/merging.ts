import { diffLines } from 'diff'
import type { Row } from './emulator.ts'
import { ancestors, filesOf, textOf } from './objects.ts'
import type { Pull, TreeEntry, World } from './world.ts'

/** What a merge changes in the tree of the base: a null digest takes the file away. */
export type Change = Omit<TreeEntry, 'sha' | 'size'> & ({ sha: string | null } | { content: string })

/**
 * What merging a pull request's head into its base changes there, as git does it: file by file, and line by line where both sides
 * changed one. Null if they conflict or have nothing in common.
 */
export function mergeChanges(world: World, repository: Row, { base_sha, head_sha }: Pull): Change[] | null {
  const ours = ancestors(world, repository, base_sha)
  const theirs = new Set(ancestors(world, repository, head_sha))
  const common = ours.find((sha) => theirs.has(sha))
  if (common === undefined) return null
  const [before, base, head] = [common, base_sha, head_sha].map((sha) => filesOf(world, repository, sha))
  if (!before || !base || !head) return null
  const changes: Change[] = []
  for (const path of new Set([...before.keys(), ...head.keys()])) {
    const merged = mergeFile(world, repository, before.get(path), base.get(path), head.get(path))
    if (merged === 'conflict') return null
    if (merged !== 'kept') changes.push(merged)
  }
  return changes
}

type File = TreeEntry | undefined

const isSame = (one: File, other: File): boolean => one?.sha === other?.sha && one?.mode === other?.mode

function mergeFile(
  world: World,
  repository: Row,
  before: File,
  ours: File,
  theirs: File,
): Change | 'kept' | 'conflict' {
  if (isSame(before, theirs) || isSame(ours, theirs)) return 'kept'
  if (isSame(before, ours)) {
    const { path, mode, type } = theirs ?? (before as TreeEntry)
    return { path, mode, type, sha: theirs?.sha ?? null }
  }
  if (!before || !ours || !theirs) return 'conflict'
  const [old, own, other] = [before, ours, theirs].map(({ sha }) => textOf(world, repository, sha))
  if (old == null || own == null || other == null) return 'conflict'
  const content = mergeText(old, own, other)
  if (content === null) return 'conflict'
  const { path, mode, type } = theirs
  return { path, mode, type, content }
}

/** Lines `from` to `to` (without it) of the old text give way to `lines`. */
type Edit = { from: number; to: number; lines: string }

/** Both sides' changes of one text; null where they meet. As in git, neighbouring lines meet, and equal changes do not. */
export function mergeText(old: string, ours: string, theirs: string): string | null {
  const edits = [...editsOf(old, ours)]
  for (const edit of editsOf(old, theirs)) {
    const met = edits.filter(({ from, to }) => from <= edit.to && edit.from <= to)
    if (met.some(({ from, to, lines }) => from !== edit.from || to !== edit.to || lines !== edit.lines))
      return null
    if (met.length === 0) edits.push(edit)
  }
  const lines = linesOf(old)
  for (const { from, to, lines: news } of edits.toSorted((a, b) => b.from - a.from))
    lines.splice(from, to - from, news)
  return lines.join('')
}

const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? []

function editsOf(old: string, now: string): Edit[] {
  const edits: Edit[] = []
  let line = 0
  let open: Edit | undefined
  for (const { value, count, added, removed } of diffLines(old, now)) {
    if (!added && !removed) {
      line += count
      open = undefined
      continue
    }
    if (!open) {
      open = { from: line, to: line, lines: '' }
      edits.push(open)
    }
    if (removed) {
      line += count
      open.to = line
    } else open.lines += value
  }
  return edits
}
