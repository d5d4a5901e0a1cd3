import { expect, test } from 'vitest'
import { type ErrandRunners, errandRunners } from './errands.ts'
import type { ErrandRunner, ErrandTools } from './kit/errand.ts'

test('a kind of errand without its runner does not compile, nor one that is run as another or with what it was not given', () => {
  const { plan, ...withoutPlan } = errandRunners
  // @ts-expect-error: nobody plans
  const first: ErrandRunners = withoutPlan
  // @ts-expect-error: a plan is no merge
  const second: ErrandRunners = { ...errandRunners, merge: plan }
  // @ts-expect-error: it asks GitHub, and is given the chain alone
  const third: ErrandRunner<'merge', 'chain'> = async (tools: Pick<ErrandTools, 'github'>) =>
    tools.github ? null : null
  expect([first, second, third]).toHaveLength(3)
})
