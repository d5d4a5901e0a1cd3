import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { describe, expect, test } from 'vitest'
import { knownDeliveries } from '../../src/ledger/deliveries.ts'
import type { House } from '../support/open-house.ts'

interface Case {
  readonly name: string
  readonly body: string
  readonly headers?: Record<string, string>
  readonly status: number
  readonly text: RegExp
}

const hello = JSON.stringify({ action: 'created' })

const cases: readonly Case[] = [
  {
    name: 'a signature made with another secret',
    body: hello,
    headers: { 'x-hub-signature-256': `sha256=${'ab'.repeat(32)}` },
    status: 401,
    text: /secret of the webhook/,
  },
  {
    name: 'no signature but SHA-1',
    body: hello,
    headers: { 'x-hub-signature-256': 'sha1=00' },
    status: 401,
    text: /secret of the webhook/,
  },
  { name: 'a body that is no JSON', body: '{"action":', status: 400, text: /not a JSON object/ },
  { name: 'JSON that is no object', body: '[1, 2]', status: 400, text: /not a JSON object/ },
  {
    name: 'a form instead of JSON',
    body: 'payload=%7B%7D',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    status: 415,
    text: /application\/json/,
  },
  {
    name: 'no event',
    body: hello,
    headers: { 'x-github-event': '' },
    status: 400,
    text: /X-GitHub-Event/,
  },
  {
    name: 'an event that nobody listens to',
    body: hello,
    headers: { 'x-github-event': 'sponsorship' },
    status: 202,
    text: /nothing here listens/,
  },
  {
    name: 'an event named like a property of every object',
    body: hello,
    headers: { 'x-github-event': 'constructor' },
    status: 202,
    text: /nothing here listens/,
  },
]

export function badDeliveries(of: () => House): void {
  describe('a delivery that is none', () => {
    const isStored = async (id: string) =>
      (await knownDeliveries(of().world.app.ledger.queries, [id])).has(id)

    test.for(cases)('$name: $status, and nothing is stored', async ({ body, headers, status, text }) => {
      const id = randomUUID()
      const response = await of().deliver(body, { 'x-github-delivery': id, ...headers })
      expect(response.status).toBe(status)
      expect(await response.text()).toMatch(text)
      expect(await isStored(id)).toBe(false)
    })

    test('a good one is stored: the look into the inbox can see', async () => {
      const id = randomUUID()
      expect((await of().deliver(hello, { 'x-github-delivery': id })).status).toBe(202)
      expect(await isStored(id)).toBe(true)
    })

    test('more than 25 MB is refused before it has come in', async () => {
      expect(await announce(`${of().world.app.url}/api/github/webhooks`, 26 * 1024 * 1024)).toBe(413)
      expect(await isStored('large')).toBe(false)
    })

    test('signed payloads that are not what their event should be change nothing', async () => {
      const before = await of().standing()
      const odd: object[] = [
        {},
        { action: 'created', comment: null },
        { action: ['created'], issue: { number: -1 }, comment: { body: 7 } },
        { action: 'created', constructor: {}, comment: { body: '/help' } },
      ]
      for (const event of ['issue_comment', 'issues', 'push']) {
        for (const payload of odd) {
          const response = await of().deliver(JSON.stringify(payload), { 'x-github-event': event })
          expect(response.status).toBe(202)
        }
      }
      await of().handled()
      expect(await of().standing()).toEqual(before)
    })
  })
}

/** Says how long the body will be, and sends the first byte only; the status that comes back. */
function announce(url: string, length: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': length,
      'x-github-event': 'push',
      'x-github-delivery': 'large',
      'x-hub-signature-256': `sha256=${'0'.repeat(64)}`,
    }
    const sending = request(url, { method: 'POST', headers }, (response) => {
      resolve(response.statusCode ?? 0)
      sending.destroy()
    })
    sending.once('error', reject)
    sending.write('{')
  })
}
