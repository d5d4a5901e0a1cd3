import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const tributary = join(import.meta.dirname, 'tributary.ts')

test('who reads only the beginning is no error', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'tributary-'))
  try {
    const proposals = Array.from({ length: 4_000 }, (_, n) => `p${n}`)
    const scores = Object.fromEntries(proposals.map((id) => [id, 50]))
    const file = join(directory, 'scores.json')
    await writeFile(file, JSON.stringify({ proposals, validators: { vera: { stake: '1000 TAO', scores } } }))
    const command = `set -o pipefail; '${process.execPath}' '${tributary}' simulate '${file}' --json | head -n 1`
    const { stdout, stderr } = await promisify(execFile)('bash', ['-c', command])
    expect([stdout.trim().length > 0, stderr]).toEqual([true, ''])
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
})
