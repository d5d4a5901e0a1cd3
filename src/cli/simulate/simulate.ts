import { readFile, writeFile } from 'node:fs/promises'
import { print } from '../output.ts'
import { jsonOf } from '../voice.ts'
import { drawResult } from './chart.ts'
import { printResult } from './print.ts'
import { type RoundResult, resultOf } from './round-result.ts'
import { parseScores } from './scores-file.ts'

/** The largest file that is read. */
const MAXIMUM_BYTES = 16_777_216

interface Options {
  readonly json: boolean
  readonly svg?: string
}

/** Prints the outcome, and draws it where a file for that is named. */
export async function showSimulation(file: string, { json, svg }: Options): Promise<void> {
  const result = await simulate(file)
  if (svg !== undefined) await writeFile(svg, drawResult(result))
  print(json ? jsonOf(result) : printResult(result))
}

/** Throws an error for people, one line a problem, each with file, line and column. */
export async function simulate(file: string): Promise<RoundResult> {
  const parsed = parseScores(await textOf(file))
  if (parsed.ok) return resultOf(parsed.table)
  throw new Error(
    parsed.problems.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`).join('\n'),
  )
}

async function textOf(file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`${file} cannot be read: ${UNREADABLE[error.code ?? ''] ?? error.message}.`)
  })
  if (bytes.byteLength > MAXIMUM_BYTES) throw new Error(`${file} is larger than 16 MiB.`)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Error(`${file} is not text in UTF-8.`)
  }
}

const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'it belongs to somebody else',
}
