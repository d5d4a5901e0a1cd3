import { expect, test } from 'vitest'
import { parseConfig } from '../../src/handlers/market/config.ts'
import { readProposal } from '../../src/handlers/proposal/proposal.ts'
import { filesOf, freshChain, repository } from '../../src/handlers/proposal/testing/repository.ts'

// What fuzzing has found, kept so that it is not found again.

const BOTTOMLESS = `{"v":${'":":'.repeat(10_000)},"k":"6"}`

test('a file that sends the YAML parser down until its stack ends is refused as any other', () => {
  const problem = { line: 1, column: 1, message: 'This is nested far too deep.' }
  expect(parseConfig(BOTTOMLESS)).toEqual({ ok: false, problems: [{ ...problem, path: '' }] })
  const files = filesOf({ ...repository, 'architecture.yaml': BOTTOMLESS })
  const base = filesOf(repository)
  const { problems } = readProposal({ files, base, changed: ['architecture.yaml'], chain: freshChain })
  expect(problems).toContainEqual({ file: 'architecture.yaml', ...problem })
})
