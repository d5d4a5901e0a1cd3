import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import type { Header } from '../runtime/block.ts'
import type { SealedBlock } from './chain.ts'

/** Where the chain is written down, in the order in which it happened. */
export type ChainLog = {
  replay(into: ChainReplay): void
  append(block: SealedBlock): void
  retract(depth: number): void
  finalize(number: number): void
}

type ChainReplay = {
  append(block: SealedBlock): void
  retract(depth: number): void
  finalize(number: number): void
}

type Line =
  | {
      readonly block: {
        hash: string
        header: Header
        extrinsics: string[]
        changes: [string, string | null][]
      }
    }
  | { readonly retract: number }
  | { readonly finalize: number }

/** Keeps nothing. */
export const memoryLog: ChainLog = {
  replay() {},
  append() {},
  retract() {},
  finalize() {},
}

/**
 * One JSON line per happening in `chain.jsonl`. A line that a crash cut off is no part of the chain and is dropped when the
 * log is opened again.
 */
export function openChainLog(directory: string): ChainLog {
  mkdirSync(directory, { recursive: true })
  const file = join(directory, 'chain.jsonl')
  const write = (line: Line) => appendFileSync(file, `${JSON.stringify(line)}\n`)
  return {
    replay: (into) => replayLines(file, into),
    append: ({ hash, header, extrinsics, changes }) =>
      write({ block: { hash, header, extrinsics: [...extrinsics], changes: [...changes] } }),
    retract: (depth) => write({ retract: depth }),
    finalize: (number) => write({ finalize: number }),
  }
}

function replayLines(file: string, into: ChainReplay): void {
  if (!existsSync(file)) return
  const text = readFileSync(file, 'utf8')
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  if (whole.length < text.length) truncateSync(file, Buffer.byteLength(whole))
  for (const line of whole.split('\n')) {
    if (line !== '') replayLine(JSON.parse(line) as Line, into)
  }
}

function replayLine(line: Line, into: ChainReplay): void {
  if ('block' in line) into.append({ ...line.block, changes: new Map(line.block.changes) })
  else if ('retract' in line) into.retract(line.retract)
  else into.finalize(line.finalize)
}
