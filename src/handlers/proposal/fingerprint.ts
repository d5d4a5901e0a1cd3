import { FINGERPRINT_SIZE } from '../../mechanisms/proposal/similarity.ts'
import type { Files } from '../kit/files.ts'
import { textOf } from './document.ts'
import { withinBudget } from './documents.ts'
import { isDesign } from './paths.ts'

/** How many words that follow each other are hashed together. */
const SHINGLE = 5

/**
 * What a head adds to the architecture against its base, as a set of hashes: the least of all of its shingles, rising.
 * Neither whitespace, nor case, nor punctuation, nor the order of files counts; comments do.
 */
export function fingerprint(head: Files, base: Files): number[] {
  const left = countOf(linesOf(base).flat())
  const hashes = new Set<number>()
  for (const lines of linesOf(head)) {
    const words = lines.filter((line) => isAdded(line, left)).flatMap((line) => line.split(' '))
    for (const shingle of shinglesOf(words)) hashes.add(hash(shingle))
  }
  return [...hashes].toSorted((a, b) => a - b).slice(0, FINGERPRINT_SIZE)
}

/** Each line of the base accounts for one such line of the head. */
function isAdded(line: string, left: Map<string, number>): boolean {
  const count = left.get(line) ?? 0
  left.set(line, count - 1)
  return count <= 0
}

/** Of each file of the architecture, by path. */
function linesOf(files: Files): string[][] {
  const paths = [...files.keys()].filter(isDesign).toSorted()
  return [...withinBudget(files, paths)].map((path) => {
    const text = textOf(files.get(path) ?? null)
    return typeof text === 'string' ? text.split('\n').map(normal).filter(Boolean) : []
  })
}

const normal = (line: string): string =>
  line
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

function countOf(lines: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1)
  return counts
}

function shinglesOf(words: readonly string[]): string[] {
  if (words.length === 0) return []
  const count = Math.max(1, words.length - SHINGLE + 1)
  return Array.from({ length: count }, (_, at) => words.slice(at, at + SHINGLE).join(' '))
}

/** FNV-1a over UTF-16 code units, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  }
  return value >>> 0
}
