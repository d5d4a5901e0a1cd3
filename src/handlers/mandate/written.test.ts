import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SubnetFacts } from '../../mechanisms/architecture/architecture.ts'
import { stepsTo } from '../../mechanisms/architecture/change.ts'
import { planOf } from '../../mechanisms/architecture/plan.ts'
import { readProposal } from '../proposal/proposal.ts'
import { filesOf, freshChain, repository } from '../proposal/testing/repository.ts'
import { writtenLike } from './written.ts'

const read = (text: string, chain: SubnetFacts) => {
  const files = filesOf({ ...repository, 'architecture.yaml': text })
  const { architecture } = readProposal({ files, base: files, changed: ['architecture.yaml'], chain })
  if (!architecture) throw new Error('it is read')
  return architecture
}
const before = `# Mine.\n${repository['architecture.yaml']}`
const chain: SubnetFacts = {
  ...freshChain,
  netuid: 2,
  mechanismCount: 2,
  emissionSplit: [40_000, 25_535],
  hyperparameters: { ...freshChain.hyperparameters, max_allowed_uids: 128n },
}

test('what differs is written as the chain has it, all else stays as it was', () => {
  const { text, left } = writtenLike(before, read(before, chain), chain)
  expect(left).toEqual([])
  expect(planOf(read(text, chain), chain).rows.filter(({ from, to }) => from !== to)).toEqual([])
  expect(text).toContain('# Mine.\n')
  expect(text).toContain('tempo: 360\n')
  expect(text).toContain('commit_reveal_weights_enabled: true\n')
  expect(text).toContain('min_burn: 0.0005 TAO\n')
})

test('what no file can say is named: a number of mechanisms, and what only root may set', () => {
  const odd = { ...chain, mechanismCount: 1, hyperparameters: { ...chain.hyperparameters, tempo: 10n } }
  const { text, left } = writtenLike(before, read(before, odd), odd)
  expect(left).toEqual(['mechanism-count', 'emission-split', 'tempo'])
  expect(text).toContain('tempo: 720\n')
})

const values = fc.record({
  tempo: fc.bigInt(360n, 50_400n),
  min_burn: fc.bigInt(0n, 999_999_999n),
  commit_reveal_weights_enabled: fc.boolean(),
})

test('whatever the chain has is read again as it is', () => {
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 65_534 }), (hyperparameters, share) => {
      const facts: SubnetFacts = {
        ...chain,
        emissionSplit: [share, 65_535 - share],
        hyperparameters: { ...chain.hyperparameters, ...hyperparameters },
      }
      const { text, left } = writtenLike(before, read(before, facts), facts)
      const rows = planOf(read(text, facts), facts).rows.filter(({ from, to }) => from !== to)
      return (
        left.length === 0 &&
        stepsTo(read(text, facts), facts).length === 0 &&
        rows.length === 0 &&
        writtenLike(text, read(text, facts), facts).left.length === 0
      )
    }),
    { numRuns: 50 },
  )
})
