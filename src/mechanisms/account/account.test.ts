import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linkOf } from '../../../test/support/tales.ts'
import { defaultConfig } from '../config.ts'
import { account, accountStream } from './account.ts'

const { at, source, person, coldkey, repository } = linkOf('ada')
const initial = account.initial(accountStream(person.id))

test('the first link is taken as it was proven, with where and when', () => {
  expect(account.decide(initial, linkOf('ada'), defaultConfig)).toEqual({
    events: [{ type: 'ColdkeyLinked', person, coldkey, repository, at, source }],
  })
})

test('the same coldkey again is refused, another one replaces it', () => {
  const first = linkOf('ada')
  const again = { ...initial, account: { coldkey: first.coldkey } }
  expect(account.decide(again, first, defaultConfig).refusal).toEqual({
    code: 'already-linked',
    facts: { coldkey: first.coldkey },
  })
  const second = { ...first, coldkey: linkOf('ben').coldkey }
  expect(account.decide(again, second, defaultConfig).events).toMatchObject([{ coldkey: second.coldkey }])
})

test('whatever is linked in whatever order, the account holds what was proven last', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('k1', 'k2', 'k3'), { minLength: 1 }), (proven) => {
      let state = initial
      for (const coldkey of proven) {
        const { events = [] } = account.decide(state, { ...linkOf('ada'), coldkey }, defaultConfig)
        state = events.reduce(account.evolve, state)
      }
      expect(state.account.coldkey).toBe(proven.at(-1))
    }),
  )
})
