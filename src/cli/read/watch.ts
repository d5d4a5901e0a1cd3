import { setTimeout as sleep } from 'node:timers/promises'
import { formatTao } from '../../mechanisms/money.ts'
import { ask } from '../approve/api.ts'
import { UsageError } from '../exit-codes.ts'
import { explain } from '../explain.ts'
import { redraw } from '../output.ts'
import { type ListedIdea, readIdeas } from './api.ts'
import { tableOf } from './table.ts'

interface WatchOptions {
  readonly explorer: string
  readonly every: string
}

/** As many ideas as a terminal of the usual height has lines for. */
const MOST = 15

/** A page in the terminal, drawn anew every so many seconds until somebody interrupts it. */
export async function watch({ explorer, every }: WatchOptions): Promise<void> {
  if (!/^[1-9]\d{0,3}$/.test(every)) throw new UsageError('Write --every as a number of seconds.')
  if (!process.stdout.isTTY)
    throw new UsageError('A page is drawn on a terminal only: `tributary status --json` is for scripts.')
  for (;;) {
    redraw(await frameOf(explorer, new Date()))
    await sleep(Number(every) * 1_000)
  }
}

/** What the terminal shows at a time. An explorer that does not answer is a line of it. */
export async function frameOf(explorer: string, now: Date): Promise<readonly string[]> {
  const head = `${explorer}   ${now.toISOString().slice(0, 19).replace('T', ' ')} UTC`
  try {
    const [ideas, { approvals }] = await Promise.all([
      readIdeas(explorer, '', MOST),
      ask<{ approvals: readonly { readonly intents: readonly string[] }[] }>(explorer, '/api/approvals'),
    ])
    const waiting = approvals.flatMap(({ intents }) => intents)
    return [
      head,
      '',
      ...tableOf(
        HEAD,
        ideas.map((idea) => rowOf(idea, now)),
        ['issue', 'raised'],
      ),
      '',
      ...calls(waiting),
    ]
  } catch (error) {
    return [head, '', explain(error)]
  }
}

const HEAD = ['issue', 'phase', 'raised', 'next', 'in', 'title']

const rowOf = (
  { issue, phase, raised_rao, target_rao, next, due, title }: ListedIdea,
  now: Date,
): string[] => [
  String(issue),
  phase,
  `${formatTao(BigInt(raised_rao)).replace(' TAO', '')} of ${formatTao(BigInt(target_rao))}`,
  next === 'nothing' ? '' : next.replaceAll('-', ' '),
  due.at === null ? '' : spanOf(Date.parse(due.at) - now.getTime()),
  title,
]

const calls = (waiting: readonly string[]): string[] =>
  waiting.length === 0
    ? ['Nothing waits for guardians.']
    : ['Waiting for guardians:', ...waiting.map((key) => `  tributary approve ${key}`)]

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const

/** The largest unit alone: `3 d`, `5 min`; `due` where it is over. */
export function spanOf(milliseconds: number): string {
  const [unit, size] = UNITS.find(([, size]) => milliseconds >= size) ?? []
  return unit === undefined ? 'due' : `${Math.floor(milliseconds / size)} ${unit}`
}
