import { readFile, writeFile } from 'node:fs/promises'
import { Command } from 'commander'
import { print } from './output.ts'
import { drawResult } from './simulate/chart.ts'
import { printResult } from './simulate/print.ts'
import { type RoundResult, resultOf } from './simulate/round-result.ts'
import { parseScores } from './simulate/scores-file.ts'

const ABOUT = `
The file says which proposals there are, what stake each validator has, and the points from 0 to 100 that they give:

  proposals: [warp, tide]
  validators:
    eva: { stake: 6000 TAO, scores: { warp: 85, tide: 60 } }
    fox: { stake: 4000 TAO, scores: { tide: 100 } }

schemas/scores.schema.json describes it whole. In JSON, shares are as the chain has them (65,535 is the whole), stakes are in rao.`

/** The largest file that is read. */
const MAXIMUM_BYTES = 16_777_216

interface Options {
  readonly json: boolean
  readonly svg?: string
}

/** `tributary simulate …`: what a round would come to, by the same consensus that counts it. */
export function simulateCommand(): Command {
  return new Command('simulate')
    .description('Counts a scoring table by Yuma consensus, as a round is counted.')
    .argument('<file>', 'the scores, YAML or JSON')
    .option('--json', 'prints JSON instead of a table', false)
    .option('--svg <file>', 'also draws the scores, the consensus and what it clipped')
    .addHelpText('after', ABOUT)
    .action(async (file: string, { json, svg }: Options) => {
      const result = await simulate(file)
      if (svg !== undefined) await writeFile(svg, drawResult(result))
      print(json ? jsonOf(result) : printResult(result))
    })
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

function jsonOf(result: RoundResult): string {
  const text = JSON.stringify(result, (_, value) => (typeof value === 'bigint' ? String(value) : value), 2)
  return `${text}\n`
}
