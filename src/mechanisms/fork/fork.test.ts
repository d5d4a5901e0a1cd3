import { expect, test } from 'vitest'
import { DAY, people, stream, tao } from '../../../test/support/commands.ts'
import {
  askFork,
  FORK_ISSUE,
  forkTales,
  nameParent,
  origin,
  reportFork,
} from '../../../test/support/fork-tale.ts'
import { minedConfig } from '../../../test/support/mined-commands.ts'
import { minedTales } from '../../../test/support/mined-tales.ts'
import { tales } from '../../../test/support/tales.ts'
import { tell } from '../../../test/support/tell.ts'
import { errands } from '../subnet/errands.ts'
import type { SubnetCommand } from '../subnet/state.ts'

const told = (commands: readonly SubnetCommand[], config = minedConfig) => tell(commands, config)
const refusalOf = (commands: readonly SubnetCommand[], command: SubnetCommand = askFork(90 * DAY, 70)) =>
  told([...commands, command]).refusals.at(-1)?.code ?? null
const wanted = (commands: readonly SubnetCommand[]) =>
  errands(told(commands).state).filter(({ kind }) => kind === 'fork')

test('what is open for funding can be forked, whatever becomes of it; what is not paid, slashed or closed cannot', () => {
  for (const tale of [tales.funding, tales.minable, tales.unfunded, minedTales.failed, minedTales.passed])
    expect(refusalOf(tale)).toBeNull()
  for (const tale of [tales.billed, tales.checking, tales.slashed, tales.withdrawn, tales.linkNeverPasses])
    expect(refusalOf(tale)).toBe('not-forkable')
  expect(refusalOf([])).toBe('no-idea')
})

test('the issue of each fork is wanted once', () => {
  expect(wanted(minedTales.mining)).toEqual([])
  expect(wanted(forkTales.asked)).toEqual([{ kind: 'fork', key: `fork:${stream()}:1:0`, number: 1 }])
  expect(wanted(forkTales.opened)).toEqual([])
  expect(wanted(forkTales.again)).toEqual([{ kind: 'fork', key: `fork:${stream()}:2:0`, number: 2 }])
})

test('the fork is an idea of its own in the name of whoever asked, and both name each other', () => {
  const { house, state } = told(forkTales.opened)
  const child = house.state(stream(FORK_ISSUE))
  expect(child).toMatchObject({
    phase: 'awaiting-deposit',
    idea: {
      issue: FORK_ISSUE,
      discoverer: people.fox,
      terms: { title: 'Kernels for everybody' },
      pots: null,
    },
    fork: { parent: { stream: stream(), issue: 1, title: state.idea?.terms.title, origin }, asked: 0 },
    home: null,
  })
  expect(state.fork).toMatchObject({ parent: null, asked: 1, last: [{ number: 1, issue: FORK_ISSUE }] })
  expect(state.phase).toBe('minable')
})

test('a fork that is told twice is one, and has one parent', () => {
  const once = told(forkTales.opened)
  const twice = told([...forkTales.opened, reportFork(112), reportFork(113, 1), reportFork(114, 7)])
  expect(twice.events).toEqual(once.events)
  const child = told([...forkTales.child, nameParent(2, 91)]).state
  expect(child.fork.parent?.issue).toBe(90)
})

test('where GitHub refuses the issue, it is wanted again later', () => {
  const { state } = told(forkTales.blocked)
  expect(state.errands.fork).toMatchObject({ obstacle: 'forbidden', failures: 1 })
  expect(wanted(forkTales.blocked)).toEqual([])
  expect(told([...forkTales.blocked, reportFork(400)]).state.errands.fork).toBeUndefined()
})

test('a name is not taken twice, and nobody forks a subnet twice a day', () => {
  const { opened } = forkTales
  expect(refusalOf(tales.funding, askFork(100, 70, 'gpu KERNELS, are tuned by hand'))).toBe(
    'fork-named-alike',
  )
  expect(refusalOf(opened, askFork(120, 71, 'kernels for Everybody', people.eva))).toBe('fork-named-alike')
  expect(refusalOf(opened, askFork(120, 71, 'Another'))).toBe('fork-waits')
  expect(refusalOf(opened, askFork(109 + DAY, 71, 'Another'))).toBe('fork-waits')
  expect(refusalOf(opened, askFork(110 + DAY, 71, 'Another'))).toBeNull()
  expect(refusalOf(opened, askFork(120, 71, 'Another', people.eva))).toBeNull()
})

const byMany = (count: number, after = 110): SubnetCommand[] =>
  Array.from({ length: count }, (_, n) =>
    askFork(after, 100 + n, `Fork ${n}`, { id: 1_000 + n, login: `p${n}` }),
  )

test('thirty forks wait at most, and the state keeps few of those that are opened', () => {
  expect(refusalOf([...minedTales.mining, ...byMany(29)], askFork(120, 71))).toBeNull()
  expect(refusalOf([...minedTales.mining, ...byMany(30)], askFork(90 * DAY, 71))).toBe('too-many-forks')
  const tale = [...minedTales.mining]
  for (let day = 0; day < 4; day += 1) {
    tale.push(...byMany(30, 110 + day * DAY))
    for (let n = 1; n <= 30; n += 1) tale.push(reportFork(111 + day * DAY, day * 30 + n))
  }
  const { fork } = told(tale).state
  expect(fork.asked).toBe(120)
  expect(fork.last).toHaveLength(50)
  expect(fork.last.at(-1)?.number).toBe(120)
})

test('a target that the settings of today do not allow is brought within them', () => {
  const funding = { ...minedConfig.funding, minimumTarget: tao(150) }
  const { state } = told([...tales.funding, askFork(100, 70)], { ...minedConfig, funding })
  expect(state.fork.last[0]?.target).toBe(tao(150))
  expect(told(forkTales.asked).state.fork.last[0]?.target).toBe(tao(100))
})
