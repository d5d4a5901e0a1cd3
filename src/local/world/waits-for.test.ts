import { expect, test } from 'vitest'
import { openTask } from '../../../test/support/mined-commands.ts'
import { taskTales } from '../../../test/support/mined-tales.ts'
import { tellSlowly } from '../../handlers/kit/testing/mined.ts'
import { minedSituations } from '../../handlers/kit/testing/mined-situations.ts'
import { deadlines } from '../../mechanisms/subnet/deadlines.ts'
import type { SubnetCommand, SubnetState } from '../../mechanisms/subnet/state.ts'
import { markOf, waitOf } from './waits-for.ts'

/** A live subnet to which nothing is owed, with the tasks of this tale. */
function live(tale: readonly SubnetCommand[]): SubnetState {
  const { tasks, crew } = tellSlowly(tale)
  return { ...minedSituations['passed-paid'].state, tasks, crew }
}

test('a live subnet waits for the end of the month, or for the deadline of its first task, and then for the App', () => {
  const month = { for: 'time', what: expect.stringContaining('the month ends') }
  expect(waitOf(minedSituations['passed-paid'].state)).toMatchObject(month)
  const open = live([...taskTales.scored, openTask(2_950, 61)])
  expect(waitOf(open)).toMatchObject({ for: 'time', what: expect.stringContaining('task #60') })
  // Before it, those are told who have not scored in the month, which ends first.
  expect(deadlines(open).at).toBeLessThan(open.tasks.open[0]?.closesAt ?? 0)
  expect(waitOf(live(taskTales.counted))).toMatchObject({ for: 'Tributary' })
  expect(waitOf(live(taskTales.done))).toMatchObject(month)
})

test('each stage of a task is another, and so is its moved deadline', () => {
  const tales = [taskTales.scored, taskTales.counted, taskTales.done, taskTales.extended, taskTales.over]
  expect(new Set(tales.map((tale) => markOf(tellSlowly(tale)))).size).toBe(4)
})
