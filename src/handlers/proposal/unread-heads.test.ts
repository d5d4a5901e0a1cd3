import { expect, test } from 'vitest'
import { people } from '../../../test/support/commands.ts'
import {
  giveScore,
  headOf,
  minedConfig,
  seeProposal,
  validators,
} from '../../../test/support/mined-commands.ts'
import { minedTales } from '../../../test/support/mined-tales.ts'
import { tell } from '../../../test/support/tell.ts'
import type { ErrandTools } from '../kit/errand.ts'
import { readUnread, unreadAt } from './unread-heads.ts'

const [eva] = validators
if (!eva) throw new Error('a validator')

const push = (after: number, version: number) =>
  seeProposal(after, 11, people.ben, { head: headOf(11, version) })

test('a head that was scored in time, and replaced before it was read, is read before the round is counted', async () => {
  const pushed = [...minedTales.scored, push(1_098, 2), giveScore(1_099, 11, eva, 90), push(1_101, 3)]
  const { state } = tell(pushed, minedConfig)
  const end = state.mining.round?.closesAt ?? null
  expect(unreadAt(state, end)).toMatchObject([{ pull: 11, head: headOf(11, 2) }])
  expect(unreadAt(tell(minedTales.scored, minedConfig).state, end)).toEqual([])
  const asked: string[] = []
  const request = async (_: string, asking: object) => {
    asked.push(JSON.stringify(asking))
    throw Object.assign(new Error('Not Found'), { status: 404 })
  }
  const tools = {
    github: { asInstallation: async () => ({ request }) },
    contents: { branches: { get: () => 'main' } },
  } as unknown as ErrandTools
  const when = { at: end ?? 0, source: { kind: 'errand', name: 'stakes' } } as const
  await expect(readUnread(tools, state, unreadAt(state, end), when)).rejects.toThrow()
  expect(asked.join()).toContain(headOf(11, 2))
})
