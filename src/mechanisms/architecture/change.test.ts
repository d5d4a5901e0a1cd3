import { expect, test } from 'vitest'
import { freshChain } from '../../handlers/proposal/testing/repository.ts'
import type { Design, SubnetFacts } from './architecture.ts'
import { stepsBetween } from './change.ts'

const design = (changes: Partial<Design> = {}): Design => ({
  mechanisms: [{ id: 'maps', kind: 'commodity', share: 10_000 }],
  hyperparameters: { tempo: 360n },
  ...changes,
})
const two = design({
  mechanisms: [
    { id: 'maps', kind: 'commodity', share: 8_000 },
    { id: 'people', kind: 'team', share: 2_000 },
  ],
  hyperparameters: { tempo: 360n, max_allowed_uids: 128n },
})
const chain = (changes: Partial<SubnetFacts['hyperparameters']> = {}): SubnetFacts => ({
  ...freshChain,
  netuid: 2,
  hyperparameters: { ...freshChain.hyperparameters, ...(changes as SubnetFacts['hyperparameters']) },
})

test('a merge sets what it changes', () => {
  const after = design({ hyperparameters: { tempo: 720n, immunity_period: 5_000n } })
  expect(stepsBetween(design(), after, chain())).toEqual([
    { kind: 'hyperparameter', name: 'tempo', value: 720n },
  ])
})

test('what somebody set beside the architecture stays as it is, unless the merge changes that too', () => {
  const drifted = chain({ tempo: 999n, immunity_period: 1n })
  const other = design({ hyperparameters: { tempo: 360n, min_burn: 1_000_000n } })
  expect(stepsBetween(design(), other, drifted).map((step) => 'name' in step && step.name)).toEqual([
    'min_burn',
  ])
  const changed = design({ hyperparameters: { tempo: 720n } })
  expect(stepsBetween(design(), changed, drifted)).toHaveLength(1)
  expect(stepsBetween(design(), design(), drifted)).toEqual([])
})

test('a new number of mechanisms is set with its split, whatever the split was before', () => {
  const kinds = (facts: SubnetFacts) => stepsBetween(design(), two, facts).map(({ kind }) => kind)
  expect(kinds(chain())).toEqual(['hyperparameter', 'mechanism-count', 'emission-split'])
  expect(kinds({ ...chain(), emissionSplit: [1] })).toEqual([
    'hyperparameter',
    'mechanism-count',
    'emission-split',
  ])
})
