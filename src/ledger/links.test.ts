import { afterAll, beforeAll, expect, test } from 'vitest'
import { coldkeys, people, START } from '../../test/support/commands.ts'
import { linkOf } from '../../test/support/tales.ts'
import type { Ledger } from './ledger.ts'
import { coldkeyWhen, linkedWhen } from './links.ts'
import { openLedger } from './open.ts'

let ledger: Ledger
beforeAll(async () => {
  ledger = await openLedger()
})
afterAll(() => ledger.close())

const { ada, ben, treasury, hotkey, payroll } = coldkeys
const link = (person: keyof typeof people, coldkey: string, after: number) =>
  ledger.write((writing) => writing.link({ ...linkOf(person, after), coldkey }))
const swap = (from: string, to: string, after: number) =>
  ledger.write(({ handle }) =>
    handle(`coldkey:${from}`, {
      type: 'SeeSwap',
      from,
      to,
      at: START + after,
      source: { kind: 'block', block: after, blockHash: '0xb', extrinsic: 0 },
    }),
  )
const when = (person: keyof typeof people, after: number, comment = 99_999) =>
  coldkeyWhen(ledger.queries, people[person].id, {
    at: START + after,
    source: { kind: 'comment', issue: 1, comment },
  })

test('what somebody wrote counts with the coldkey that was linked then, also where another was linked since', async () => {
  await link('ada', ada, 10)
  await link('ada', ben, 20)
  expect(await when('ada', 5)).toBeNull()
  expect(await when('ada', 15)).toBe(ada)
  expect(await when('ada', 25)).toBe(ben)
})

test('of one second the comment that was written first counts', async () => {
  const { source } = linkOf('ada')
  const linked = source.kind === 'comment' ? source.comment : 0
  expect(await when('ada', 20, linked - 1)).toBe(ada)
  expect(await when('ada', 20, linked + 1)).toBe(ben)
})

test('a coldkey that another account has proven control of since is no longer theirs, and was before', async () => {
  await link('eva', ben, 30)
  expect(await when('ada', 25)).toBe(ben)
  expect(await when('ada', 35)).toBeNull()
})

test('what was linked then and swapped since is its heir’s', async () => {
  await link('fox', treasury, 10)
  await swap(treasury, hotkey, 20)
  await link('fox', payroll, 30)
  expect(await when('fox', 15)).toBe(hotkey)
  expect(await when('fox', 40)).toBe(payroll)
})

test('whoever never linked had none', async () => {
  const source = { kind: 'comment', issue: 1, comment: 99_999 } as const
  expect(await coldkeyWhen(ledger.queries, 4_242, { at: START, source })).toBeNull()
})

test('of all accounts those are linked that were so when it was said, each with the coldkey of then, whoever has taken it since', async () => {
  const then = (after: number, users?: readonly number[]) =>
    linkedWhen(ledger.queries, { at: START + after, source: { kind: 'errand', name: 'test' } }, users)
  const of = (person: keyof typeof people, coldkey: string) => ({ user: people[person].id, coldkey })
  const sorted = async (after: number) => (await then(after)).toSorted((a, b) => a.user - b.user)
  expect(await then(5)).toEqual([])
  expect(await sorted(15)).toEqual([of('ada', ada), of('fox', hotkey)])
  expect(await sorted(25)).toEqual([of('ada', ben), of('fox', hotkey)])
  expect(await sorted(50)).toEqual([of('eva', ben), of('fox', payroll)])
  expect(await then(25, [people.ada.id, people.eva.id])).toEqual([of('ada', ben)])
  expect(await then(50, [])).toEqual([])
})
