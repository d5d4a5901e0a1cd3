import { globSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { coldkeys, stream, tao } from '../../test/support/commands.ts'
import { openHouse, unfold } from '../../test/support/house.ts'
import { tell } from '../../test/support/tell.ts'
import type { OpenedState, ThreadFacts } from '../github/facts.ts'
import { renderSection, type Sections, type ShownEvent } from '../github/section.ts'
import type { Config } from '../mechanisms/config.ts'
import { intents } from '../mechanisms/subnet/intents.ts'
import type { SubnetCommand, SubnetState } from '../mechanisms/subnet/state.ts'
import { lives, longestLives } from './kit/testing/lives.ts'
import { facts } from './kit/testing/situations.ts'
import { type NamedSection, sections, sectionsTouchedBy } from './sections.ts'

const TEMPLATES = join(import.meta.dirname, '../../templates')

const mechanism = { miners: 1, validators: 1, weights: 1, emission: 5n }
const report = { day: 9, block: 9, neurons: 2, registrations: 1, mechanisms: [mechanism, mechanism] }

/** Everybody linked, nobody linked, every payment held, every coldkey being swapped, a day read: what a thread knows beside its state. */
const known = (state: SubnetState): readonly ThreadFacts[] => [
  facts,
  { ...facts, coldkeys: {} },
  { ...facts, holds: Object.fromEntries(intents(state).map(({ key }) => [key, 'Held.'])) },
  {
    ...facts,
    swaps: Object.fromEntries(
      Object.values(coldkeys).map((coldkey) => [coldkey, { announced: 9, disputed: null }]),
    ),
  },
  { ...facts, cost: { amount: tao(95), block: 7 }, balance: { amount: tao(14), block: 8 } },
  { ...facts, reports: [report] },
]

/** A section's text for each of those facts; nothing before an idea is opened. */
function textsOf(section: NamedSection, state: SubnetState): readonly string[] {
  if (!state.idea) return known(state).map(() => '')
  return known(state).map((facts) => renderSection(section, state as OpenedState, facts) ?? '')
}

interface Change {
  readonly type: ShownEvent
  readonly changed: readonly NamedSection[]
}

/** Every event of a life with the sections that it changed. */
function* changesOf(commands: readonly SubnetCommand[], config: Config): Generator<Change> {
  let texts = sections.map((section) => textsOf(section, openHouse().state(stream())))
  for (const { event, state } of unfold(commands, config, stream())) {
    const before = texts
    texts = sections.map((section) => textsOf(section, state))
    const changed = sections.filter((_, place) => texts[place]?.join('\0') !== before[place]?.join('\0'))
    yield { type: event.type, changed }
  }
}

const told = longestLives.map(([name, commands, config]) => ({
  name,
  changes: [...changesOf(commands, config)],
}))

test.each(told)('$name: what an event changes has declared it', ({ changes }) => {
  for (const { type, changed } of changes)
    expect(sectionsTouchedBy(new Set([type]))).toEqual(expect.arrayContaining([...changed]))
})

test('each section is changed by something in some life, and by no more than it declares', () => {
  const changed = new Set(told.flatMap(({ changes }) => changes.flatMap((change) => change.changed)))
  expect(sections.filter((section) => !changed.has(section)).map(({ name }) => name)).toEqual([])
  const named = sectionsTouchedBy(new Set(['HealthDue', 'LinkCheckDue', 'BillIssued'])).map(
    ({ name }) => name,
  )
  expect(named).toEqual(['bill'])
})

test('what speaks of a wallet has declared that it reads who is linked', () => {
  const ends = lives.map(([, commands, config]) => endOf(commands, config))
  const speaking = sections.filter((section) =>
    ends.some((state) => {
      const [linked, unlinked] = textsOf(section, state)
      return linked !== unlinked
    }),
  )
  for (const section of speaking) expect(section.reads, section.name).toContain('coldkeys')
  expect(speaking.length).toBeGreaterThan(2)
})

const endOf = (commands: readonly SubnetCommand[], config: Config): SubnetState =>
  tell(commands, config).state

test('an event that no rule knows does not compile', () => {
  // @ts-expect-error: it is IdeaOpened
  const misspelled: ShownEvent = 'IdeaOpend'
  expect(sectionsTouchedBy(new Set([misspelled]))).toEqual([])
})

test('every section that a family declares has its place', async () => {
  const placed = new Set<string>(sections.map(({ template }) => template))
  const templates = globSync('*/section/*.md', { cwd: TEMPLATES })
  expect(templates.map((path) => path.replace('.md', '')).toSorted()).toEqual([...placed].toSorted())
  const files = globSync('*/sections.ts', { cwd: import.meta.dirname })
  for (const file of files) {
    const declared: Readonly<Record<string, Sections>> = await import(join(import.meta.dirname, file))
    for (const section of Object.values(declared).flatMap((of) => Object.values(of)))
      expect(placed, file).toContain(section.template)
  }
  expect(files.length).toBeGreaterThan(5)
})
