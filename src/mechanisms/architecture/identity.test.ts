import { expect, test } from 'vitest'
import { freshChain } from '../../handlers/proposal/testing/repository.ts'
import type { Design, Identity, SubnetFacts } from './architecture.ts'
import { stepsBetween, stepsTo } from './change.ts'
import { isOf, planOf } from './plan.ts'

const identity: Identity = {
  name: 'maps',
  description: 'Maps of fields',
  repository: '',
  contact: '',
  url: '',
  discord: '',
  logo: '',
}
const design = (changes: Partial<Identity> = {}): Design => ({
  mechanisms: [{ id: 'maps', kind: 'commodity', share: 10_000 }],
  hyperparameters: {},
  identity: { ...identity, ...changes },
})
const chain = (changes: Partial<Identity> = {}): SubnetFacts => ({
  ...freshChain,
  netuid: 2,
  identity: { ...identity, ...changes },
})

test('an identity that changes is one call, and a row for each field', () => {
  const { steps, rows } = planOf(design({ name: 'Maps', url: 'https://maps.example' }), chain())
  expect(steps).toEqual([
    { kind: 'identity', identity: { ...identity, name: 'Maps', url: 'https://maps.example' } },
  ])
  expect(rows).toEqual([
    { what: 'identity, name', from: 'maps', to: 'Maps' },
    { what: 'identity, url', from: 'none', to: 'https://maps.example' },
  ])
  const [step] = steps
  expect(rows.map(({ what }) => step && isOf(step, what))).toEqual([true, true])
  expect(planOf(design(), chain()).steps).toEqual([])
})

test('a network that is not there is registered with it', () => {
  expect(planOf(design(), { ...chain(), identity: null }).steps).toEqual([])
  expect(planOf(design(), freshChain).steps).toEqual([])
})

test('what somebody else has told of the subnet stays, unless a merge changes it or the repository is chosen', () => {
  const drifted = chain({ discord: 'someone' })
  expect(stepsBetween(design(), design(), drifted)).toEqual([])
  expect(stepsBetween(design(), design({ name: 'Maps' }), drifted)).toMatchObject([{ kind: 'identity' }])
  expect(stepsTo(design(), drifted)).toEqual([{ kind: 'identity', identity }])
})
