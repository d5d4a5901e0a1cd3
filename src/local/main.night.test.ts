import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { startSubtensor } from './subtensor/node.ts'

const start = (directory: string) =>
  promisify(execFile)(process.execPath, [join(import.meta.dirname, 'main.ts'), '--data', directory], {
    timeout: 100_000,
  })

function scratch(): string {
  const directory = mkdtempSync(join(tmpdir(), 'tributary-world-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  return directory
}

test('a directory of another version is refused in a line that says what can be done', {
  timeout: 120_000,
}, async () => {
  const directory = scratch()
  const dataDirectory = join(directory, 'subtensor')
  mkdirSync(dataDirectory)
  await (await startSubtensor({ dataDirectory, seal: 'manual' })).stop()
  await expect(start(directory)).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^It cannot start\. .*another genesis.*--data\.$/m),
    stderr: '',
  })
})

test('so is a file of ports that cannot be read', { timeout: 120_000 }, async () => {
  const directory = scratch()
  writeFileSync(join(directory, 'ports.json'), '{')
  await expect(start(directory)).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^It cannot start\. /m),
    stderr: '',
  })
})
