import { readFile, writeFile } from 'node:fs/promises'
import { arch, cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { checks } from './parts/checks.ts'
import { consensus } from './parts/consensus.ts'
import { days } from './parts/days.ts'
import { deliveries } from './parts/deliveries.ts'
import { gateway } from './parts/gateway.ts'
import { idle } from './parts/idle.ts'
import { payments } from './parts/payments.ts'
import { payouts } from './parts/payouts.ts'
import { replay } from './parts/replay.ts'
import { scores } from './parts/scores.ts'
import { settled } from './parts/settled.ts'
import { sheet } from './parts/sheet.ts'
import { story } from './parts/story.ts'
import type { Part, Row } from './row.ts'

const PARTS: readonly Part[] = [
  deliveries,
  story,
  replay,
  scores,
  settled,
  payouts,
  payments,
  sheet,
  days,
  checks,
  consensus,
  idle,
  gateway,
]
const PAGE = join(import.meta.dirname, '../docs/benchmarks.md')
const [BEGIN, END] = ['<!-- written by npm run bench -->', '<!-- end -->']

const print = (line: string) => process.stdout.write(`${line}\n`)
const chosen = process.argv.slice(2)
const lines = ['| | Measured | Against the first | Wanted |', '|---|---|---|---|']
print(`Nothing else should run meanwhile. This takes about ten minutes.\n\n${lines.join('\n')}`)
for (const part of PARTS.filter(
  ({ name }) => chosen.length === 0 || chosen.some((word) => name.toLowerCase().includes(word)),
)) {
  for (const line of linesOf(part.name, await part.run())) {
    lines.push(line)
    print(line)
  }
}
if (chosen.length === 0) await keep(`${taken()}\n\n${lines.join('\n')}`)
process.exit(0)

function linesOf(name: string, rows: readonly Row[]): string[] {
  return [
    `| **${name}** | | | |`,
    ...rows.map(({ subject, figure, ratio = '', wanted }) => {
      const verdict = wanted ? `${wanted.text}: ${wanted.met ? 'met' : '**missed**'}` : ''
      return `| ${subject} | ${figure} | ${ratio} | ${verdict} |`
    }),
  ]
}

function taken(): string {
  const memory = Math.round(totalmem() / 2 ** 30)
  const day = new Date().toISOString().slice(0, 10)
  return `Taken on ${day}: ${cpus().length} cores (${arch()}), ${memory} GB of memory, Node ${process.versions.node}, all in one run.`
}

async function keep(text: string): Promise<void> {
  const page = await readFile(PAGE, 'utf8')
  const [head = ''] = page.split(BEGIN)
  const [, tail = ''] = page.split(END)
  await writeFile(PAGE, `${head}${BEGIN}\n\n${text}\n\n${END}${tail}`)
}
