import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { freePortFrom } from './ports.ts'

test('a port that is free is given as wanted, and the next one where somebody has it', async () => {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const next = await freePortFrom(port)
  expect(next).toBeGreaterThan(port)
  expect(await freePortFrom(next)).toBe(next)
})
