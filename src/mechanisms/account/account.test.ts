import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linkOf } from '../../../test/support/tales.ts'
import { defaultConfig } from '../config.ts'
import { account, accountStream, type LinkColdkey } from './account.ts'

const { at, source, person, coldkey, repository } = linkOf('ada')
const initial = account.initial(accountStream(person.id))

test('the first link is taken as it was proven, with where and when', () => {
  expect(account.decide(initial, linkOf('ada'), defaultConfig)).toEqual({
    events: [{ type: 'ColdkeyLinked', person, coldkey, repository, at, source }],
  })
})

test('the same coldkey again is refused, another one replaces it', () => {
  const first = linkOf('ada')
  const again = linked(initial, first)
  expect(account.decide(again, first, defaultConfig).refusal).toEqual({
    code: 'already-linked',
    facts: { coldkey: first.coldkey },
  })
  const second = { ...first, coldkey: linkOf('ben').coldkey }
  expect(account.decide(again, second, defaultConfig).events).toMatchObject([{ coldkey: second.coldkey }])
})

test('heard in whatever order, the account holds what was written last; the comment tells within one second', () => {
  const seconds = fc.array(fc.nat(3), { minLength: 1 })
  const few = fc.array(fc.nat(2), { minLength: 1 })
  fc.assert(
    fc.property(seconds, few, fc.infiniteStream(fc.nat()), (written, kept, dice) => {
      const said = written
        .toSorted((one, other) => one - other)
        .map((second, place) => ({
          ...linkOf('ada'),
          coldkey: `k${kept[place % kept.length]}`,
          at: at + second * 1_000,
          source: { kind: 'comment', issue: 1, comment: place } as const,
        }))
      const heard = said
        .map((command) => ({ command, order: dice.next().value ?? 0 }))
        .toSorted((one, other) => one.order - other.order)
      const state = heard.reduce((now, { command }) => linked(now, command), initial)
      const last = said.at(-1)
      expect(state.account.coldkey).toBe(last?.coldkey)
    }),
  )
})

test('what was written before is told that something stands since', () => {
  const first = linkOf('ada')
  const older = { ...first, coldkey: linkOf('ben').coldkey, at: first.at - 1_000 }
  const stands = linked(initial, first)
  expect(account.decide(stands, older, defaultConfig)).toEqual({
    events: [{ ...older, type: 'EarlierLinked' }],
    notice: { code: 'linked-since', facts: { coldkey: first.coldkey } },
  })
  // Heard twice, it is written once.
  const known = linked(stands, older)
  expect(known.account.coldkey).toBe(first.coldkey)
  expect(account.decide(known, older, defaultConfig).refusal?.code).toBe('linked-since')
})

function linked(state: typeof initial, command: LinkColdkey): typeof initial {
  const { events = [] } = account.decide(state, command, defaultConfig)
  return events.reduce(account.evolve, state)
}

test('the same coldkey again stands against another that was written between, and changes no more', () => {
  const first = linkOf('ada')
  const again = { ...first, at: first.at + 2_000 }
  const decided = account.decide(linked(initial, first), again, defaultConfig)
  expect(decided).toMatchObject({ events: [{ at: again.at }], notice: { code: 'already-linked' } })
  const between = { ...first, coldkey: linkOf('ben').coldkey, at: first.at + 1_000 }
  const heard = [first, again, between].reduce(linked, initial)
  expect(heard.account).toMatchObject({ coldkey: first.coldkey, said: { at: again.at } })
})
