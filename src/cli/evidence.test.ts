import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { readDocuments } from '../handlers/proposal/documents.ts'
import { checkEvidence } from '../handlers/proposal/evidence.ts'
import { evidenceCommand } from './evidence.ts'
import { written } from './testing/written.ts'

const CSV = 'block,uid,score\n1,2,3\n'

let repository: string
beforeAll(async () => {
  vi.stubEnv('TRIBUTARY_KEY', '//Charlie')
  repository = await mkdtemp(join(tmpdir(), 'tributary-'))
  await mkdir(join(repository, 'evidence'))
  for (const name of ['week.csv', 'week.yaml']) await writeFile(join(repository, 'evidence', name), CSV)
  await writeFile(join(repository, 'week.csv'), CSV)
  await writeFile(join(repository, 'evidence/large.bin'), new Uint8Array(262_145))
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await rm(repository, { recursive: true })
})

const good = { network: 'test', netuid: '012', blocks: '100-200' }

function run(artefact: string, changes: Partial<typeof good> & { readonly title?: string } = {}) {
  const options = Object.entries({ ...good, ...changes }).flatMap(([name, value]) => [`--${name}`, value])
  return written(evidenceCommand(), join(repository, artefact), ...options)
}

test('what it prints is evidence that a check takes, and says what was signed', async () => {
  const text = await run('evidence/week.csv', { title: 'A week: "good"' })
  const encoder = new TextEncoder()
  const files = new Map([
    ['evidence/week.yaml', encoder.encode(text)],
    ['evidence/week.csv', encoder.encode(CSV)],
  ])
  const { evidence, problems } = readDocuments(files)
  const checked = checkEvidence(evidence, files)
  expect([...problems, ...checked.problems]).toEqual([])
  const [{ digest, signer } = { digest: '', signer: '' }] = checked.evidence
  expect(text).toBe(`# Signed: tributary:evidence:v1:test:12:100-200:${digest}
version: 1
title: 'A week: "good"'
network: test
netuid: 12
blocks:
  from: 100
  to: 200
artefact: evidence/week.csv
digest: ${digest}
signer: ${signer}
signature: "${/0x\w{128}/.exec(text)?.[0]}"
`)
})

test.each<[string, Parameters<typeof run>[1], string]>([
  ['evidence/none.csv', {}, 'There is no file'],
  ['evidence/week.yaml', {}, 'is read as evidence itself'],
  ['evidence/large.bin', {}, 'The artefact is larger than 256 KiB'],
  ['week.csv', {}, 'Write the path of a file below `evidence/`'],
  ['evidence/week.csv', { network: 'Test:1' }, '`network: Test:1`: Write small letters'],
  ['evidence/week.csv', { netuid: '0x1' }, 'Write --netuid as a whole number.'],
  ['evidence/week.csv', { netuid: '65536' }, '`netuid: 65536`: The most that can be set is `65535`.'],
  ['evidence/week.csv', { blocks: '100' }, 'Write --blocks as two block numbers'],
  ['evidence/week.csv', { blocks: '200-100' }, '`blocks:`: The first block comes after the last'],
  ['evidence/week.csv', { title: 'a\nb' }, 'Write it in one line.'],
])('%s with %j is refused', async (artefact, changes, message) => {
  await expect(run(artefact, changes)).rejects.toThrow(message)
})
