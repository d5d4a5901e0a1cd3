import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { expect, onTestFinished, test } from 'vitest'
import { developmentPair } from './accounts.ts'
import { connect, freeBalance, tao } from './test-client.ts'

const main = new URL('main.ts', import.meta.url).pathname
const alice = developmentPair('//Alice')
const carol = developmentPair('//Carol').address

test('the chain runs alone, tells where it is, and goes on after it was killed', async () => {
  const data = mkdtempSync(join(tmpdir(), 'tributary-main-'))
  onTestFinished(() => rmSync(data, { recursive: true }))
  const flags = ['--port', '0', '--data', data, '--block-time', '20', '--endow', `${carol}=1.5`]
  const first = await started(flags)
  const api = await connect(first.url)
  expect(await freeBalance(api, carol)).toBe((3n * tao) / 2n)
  await new Promise<void>((resolve) => {
    void api.tx.balances
      .transferKeepAlive(carol, tao)
      .signAndSend(alice, ({ status }) => (status.isFinalized ? resolve() : undefined))
  })
  await api.disconnect()
  first.process.kill('SIGKILL')
  await once(first.process, 'exit')

  const second = await started(flags)
  const again = await connect(second.url)
  expect(await freeBalance(again, carol)).toBe((5n * tao) / 2n)
  await again.disconnect()
  second.process.kill('SIGINT')
  expect(await once(second.process, 'exit')).toEqual([0, null])
})

test('nonsense is refused with what was meant', async () => {
  expect(await output(['--endow', 'somebody=1'])).toContain('an SS58 address, =, and an amount in TAO')
  expect(await output(['--port', '-1'])).toContain('a whole number is wanted')
  expect(await output(['--instant', '--block-time', '5'])).toContain('cannot be used with')
})

type Child = ChildProcessByStdio<null, Readable, Readable>

function run(flags: readonly string[]): Child {
  const child = spawn(process.execPath, [main, ...flags], { stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

async function started(flags: readonly string[]): Promise<{ process: Child; url: string }> {
  const child = run(flags)
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /ws:\/\/\S+/.exec(line)?.[0]
    if (url !== undefined) return { process: child, url }
  }
  throw new Error('the chain ended before it said where it is')
}

async function output(flags: readonly string[]): Promise<string> {
  const child = run(flags)
  const text: string[] = []
  child.stderr.on('data', (chunk) => text.push(String(chunk)))
  await once(child, 'close')
  return text.join('')
}
