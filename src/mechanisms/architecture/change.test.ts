import { expect, test } from 'vitest'
import { freshChain } from '../../handlers/proposal/testing/repository.ts'
import type { ChainStep, Design, SubnetFacts } from './architecture.ts'
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

const named = (step: ChainStep) => (step.kind === 'hyperparameter' ? step.name : step.kind)

test.each<[string, Design, Design, SubnetFacts, string[]]>([
  [
    'liquid alpha for alpha values',
    design({ hyperparameters: { liquid_alpha_enabled: true } }),
    design({ hyperparameters: { liquid_alpha_enabled: true, alpha_values: [20_000n, 60_000n] } }),
    chain({ liquid_alpha_enabled: false }),
    ['liquid_alpha_enabled', 'alpha_values'],
  ],
  [
    'a largest burn above the least',
    design({ hyperparameters: { max_burn: 90_000_000_000n } }),
    design({ hyperparameters: { max_burn: 90_000_000_000n, min_burn: 800_000_000n } }),
    chain({ max_burn: 700_000_000n, min_burn: 500_000n }),
    ['max_burn', 'min_burn'],
  ],
  [
    'fewer UIDs for more mechanisms',
    design({ hyperparameters: { max_allowed_uids: 128n } }),
    { ...two, hyperparameters: { max_allowed_uids: 128n } },
    chain({ max_allowed_uids: 256n }),
    ['max_allowed_uids', 'mechanism-count', 'emission-split'],
  ],
  [
    'the number of mechanisms for their split',
    two,
    {
      ...two,
      mechanisms: two.mechanisms.map((one) => ({ ...one, share: one.kind === 'team' ? 4_000 : 6_000 })),
    },
    { ...chain({ max_allowed_uids: 128n }), emissionSplit: [65_535] },
    ['mechanism-count', 'emission-split'],
  ],
  [
    'fewer UIDs for the number of mechanisms for their split',
    two,
    {
      ...two,
      mechanisms: two.mechanisms.map((one) => ({ ...one, share: one.kind === 'team' ? 4_000 : 6_000 })),
    },
    { ...chain({ max_allowed_uids: 256n }), emissionSplit: [65_535] },
    ['max_allowed_uids', 'mechanism-count', 'emission-split'],
  ],
])('what the chain refuses a change without goes with it: %s', (_, before, after, facts, names) => {
  expect(stepsBetween(before, after, facts).map(named)).toEqual(names)
})
