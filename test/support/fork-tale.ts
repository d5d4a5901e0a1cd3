import type { AskFork, NameParent, ReportFork } from '../../src/mechanisms/fork/slice.ts'
import type { Person } from '../../src/mechanisms/kernel/occurrence.ts'
import type { SubnetCommand } from '../../src/mechanisms/subnet/state.ts'
import { byComment, openIdea, people, repository, START, stream, terms } from './commands.ts'
import { home } from './mined-commands.ts'
import { minedTales } from './mined-tales.ts'

export const FORK_ISSUE = 40

export const origin = { repository: home, commit: 'c'.repeat(40) }

export const askFork = (
  after: number,
  comment: number,
  name = 'Kernels for everybody',
  person: Person = people.fox,
): AskFork => ({ type: 'AskFork', name, person, ...byComment(after, comment) })

const errand = (after: number) => ({ at: START + after, source: { kind: 'errand', name: 'fork' } }) as const

export const reportFork = (
  after: number,
  number = 1,
  result: ReportFork['result'] = {
    ok: true,
    issue: FORK_ISSUE,
    terms: { ...terms, title: 'Kernels for everybody', bodyHash: 'f'.repeat(64) },
    origin,
  },
): ReportFork => ({ type: 'ReportFork', number, result, ...errand(after) })

/** To a stream whose idea is open already. */
export const nameParent = (after: number, issue = 90): NameParent => ({
  type: 'NameParent',
  parent: {
    stream: stream(issue),
    repository,
    issue,
    title: 'GPU kernels are tuned by hand',
    link: terms.link,
    origin,
  },
  at: START + after,
  source: { kind: 'issue', issue: 1 },
})

const { mining } = minedTales
const asked: SubnetCommand[] = [...mining, askFork(110, 70)]

export const forkTales = {
  asked,
  opened: [...asked, reportFork(111)],
  blocked: [
    ...asked,
    reportFork(111, 1, { ok: false, obstacle: 'forbidden', said: 'Issues are disabled for this repo' }),
  ],
  unreachable: [...asked, reportFork(111, 1, { ok: false, obstacle: 'no-access' })],
  again: [...asked, reportFork(111), askFork(112, 71, 'Kernels in the open', people.eva)],
  child: [openIdea(), nameParent(1)],
} satisfies Record<string, SubnetCommand[]>
