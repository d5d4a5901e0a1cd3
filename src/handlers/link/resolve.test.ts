import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ResolveHost, resolveByDns, resolvePublic } from './resolve.ts'

/** Addresses by type of question (1 is A, 28 is AAAA) and name, as bytes. */
const RECORDS: Record<string, string> = {
  '1 both.example': '08080808',
  '28 both.example': '26064700000000000000000000001111',
  '28 six.example': '26064700000000000000000000001111',
  '1 inside.example': '0a000001',
}

const SERVER_FAILURE = 2
const NO_SUCH_NAME = 3

/** A name server as RFC 1035 has it, for questions of one name. */
const server = createSocket('udp4')
let resolve: ResolveHost

beforeAll(async () => {
  server.on('message', (question, { port, address }) => {
    const end = question.indexOf(0, 12) + 5
    const name = readName(question.subarray(12, end - 4))
    if (name === 'silent.example') return
    const record = RECORDS[`${question.readUInt16BE(end - 4)} ${name}`]
    const known = Object.keys(RECORDS).some((key) => key.endsWith(` ${name}`))
    const code = name === 'broken.example' ? SERVER_FAILURE : known ? 0 : NO_SUCH_NAME
    server.send(answer(question.subarray(0, end), code, record), port, address)
  })
  server.bind(0, '127.0.0.1')
  await once(server, 'listening')
  resolve = resolveByDns([`127.0.0.1:${(server.address() as AddressInfo).port}`])
})

afterAll(() => server.close())

function readName(labels: Buffer): string {
  const parts: string[] = []
  for (let at = 0; labels[at]; at += 1 + (labels[at] ?? 0)) {
    parts.push(labels.toString('latin1', at + 1, at + 1 + (labels[at] ?? 0)))
  }
  return parts.join('.').toLowerCase()
}

function answer(question: Buffer, code: number, record: string | undefined): Buffer {
  const header = Buffer.from(question.subarray(0, 12))
  header.writeUInt16BE(0x8180 | code, 2)
  header.writeUInt16BE(record ? 1 : 0, 6)
  header.fill(0, 8)
  const body = question.subarray(12)
  if (!record) return Buffer.concat([header, body])
  const data = Buffer.from(record, 'hex')
  // A pointer to the name in the question, its type and class, a minute to live, and the address.
  const fixed = Buffer.from([0xc0, 0x0c, ...body.subarray(-4), 0, 0, 0, 60, 0, data.length])
  return Buffer.concat([header, body, fixed, data])
}

describe('a host is asked of the name servers', () => {
  const never = new AbortController().signal
  const find = (hostname: string) => resolvePublic(hostname, resolve, never)

  test('and its IPv4 address is taken, or else its IPv6 one', async () => {
    expect(await resolve('both.example', never)).toEqual(['8.8.8.8', '2606:4700::1111'])
    expect(await find('both.example')).toEqual({ ok: true, address: '8.8.8.8' })
    expect(await find('six.example')).toEqual({ ok: true, address: '2606:4700::1111' })
  })

  test('one inside is not taken, one without address neither', async () => {
    expect(await find('inside.example')).toMatchObject({ ok: false, kind: 'private-address' })
    expect(await find('nowhere.example')).toMatchObject({ ok: false, kind: 'unreachable' })
  })

  test('a failing name server is an outage, not an answer', async () => {
    await expect(find('broken.example')).rejects.toThrow('no name server')
  })

  test('a silent one is left when the time is over', async () => {
    const started = performance.now()
    await expect(resolve('silent.example', AbortSignal.timeout(100))).rejects.toThrow()
    expect(performance.now() - started).toBeLessThan(1_500)
  })

  test('the names of this machine mean nothing', async () => {
    await expect(find('localhost')).resolves.toMatchObject({ ok: false })
  })
})
