import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const tributary = join(import.meta.dirname, 'tributary.ts')

test('without a word of the environment a command has its defaults, and a former name is heard', async () => {
  const { SUBTENSOR_ENDPOINTS: _, SUBTENSOR_ENDPOINT: __, ...environment } = process.env
  const pay = (env: NodeJS.ProcessEnv) =>
    promisify(execFile)(process.execPath, [tributary, 'pay'], { env }).catch(({ code, stderr }) => [
      code,
      stderr,
    ])
  const help = '`tributary pay --help` says what it takes.\n'
  expect(await pay(environment)).toEqual([64, `Missing required argument 'issue'.\n${help}`])
  const [code, error] = (await pay({ ...environment, SUBTENSOR_ENDPOINT: 'x' })) as [number, string]
  expect([code, error]).toEqual([64, expect.stringMatching(/'x' from env 'SUBTENSOR_ENDPOINTS' is invalid/)])
})

test('the bin of the package runs it with the Node that it brings, and ends as it does', async () => {
  const bin = join(import.meta.dirname, '../../bin/tributary.js')
  const ended = await promisify(execFile)(process.execPath, [bin, 'pay']).catch(({ code, stderr }) => [
    code,
    stderr,
  ])
  expect(ended).toEqual([64, expect.stringMatching(/^Missing required argument 'issue'/)])
})

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
