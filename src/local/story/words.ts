import { PEOPLE } from '../github/people.ts'
import { dateOf } from '../world/steering.ts'
import type { World } from '../world/world.ts'
import { CHAPTERS, type Step } from './step.ts'
import type { StoryEnd } from './story.ts'

/** Where everything is, and who is in it: what stays true after a restart comes first. */
export const greeting = ({ github, subtensor, app, clock }: World): string => `
Tributary: a local GitHub, a local Bittensor chain, and the App between them. Ctrl-C stops it, the next start goes on.

  explorer         ${app.url}
  local GitHub     ${github.url}/${github.market.owner}/${github.market.repo}/issues
  local Subtensor  ${subtensor.url}

It is ${dateOf(clock.now())} in this world: its clock is moved over the waiting.

Everybody has a token for GitHub and a wallet. You are Nell: the story does without her. Leave the others alone until it has ended.

${PEOPLE.map(({ login, name }) => `  ${login.padEnd(7)} ${name.padEnd(20)} wallet //${login.padEnd(7)} ${github.tokens[login]}`).join('\n')}
`

/** The head of a part of the story; the lines of it follow. */
export function heading({ chapter }: Step): string {
  return `\n${CHAPTERS.indexOf(chapter) + 1} of ${CHAPTERS.length}  ${chapter}\n`
}

/** One line of the story: the world's day, whose thread it is, who acts, and what happened. */
export function storyLine(now: number, step: Step, issue: number | undefined, line: string): string {
  const subnet = step.about === null ? '' : issue === undefined ? step.about : `${step.about} #${issue}`
  return `${dateOf(now).slice(0, 10)}  ${subnet.padEnd(10)}  ${personIn(line).padEnd(9)}  ${line}`
}

/** Whoever a line names first; where it names nobody it tells of many, or of what Tributary does by itself. */
export function personIn(line: string): string {
  if (line.startsWith('Tributary')) return 'Tributary'
  const named = PEOPLE.map(({ login, name }) => ({ login, place: line.indexOf(name.split(',')[0] ?? name) }))
  const first = named.filter(({ place }) => place >= 0).toSorted((a, b) => a.place - b.place)[0]
  return first?.login ?? (/\b(validators|miners|funders)\b/i.test(line) ? 'many' : 'Tributary')
}

const RIGHT: Readonly<Record<StoryEnd['compared'], string>> = {
  all: 'Every balance is right to the rao, every thread says what is true, and the ledger holds.',
  'all but balances':
    'Every thread says what is true, and the ledger holds. Balances are not compared: you opened an idea of your own meanwhile.',
  'the ledger': 'The story has been told to its end by an earlier start, and the ledger holds.',
}

export function verdict({ wrong, compared }: StoryEnd): string {
  if (wrong.length === 0) return `\n${RIGHT[compared]}`
  const lines = wrong.map(({ what, found, wanted }) => `  ${what}: ${found}, but should be ${wanted}`)
  return `\nNot as it must be:\n${lines.join('\n')}`
}
