import { sign } from '@octokit/webhooks-methods'
import { expect, test } from 'vitest'
import { isSigned } from './signature.ts'

const body = Buffer.from('{"action":"opened","title":"Höhe 😀"}')

test('what GitHub signed is accepted, by the old and by the new secret', async () => {
  for (const secret of ['old', 'new'])
    expect(isSigned(body, await sign(secret, body.toString()), ['new', 'old'])).toBe(true)
})

test('anything else is not', async () => {
  const good = await sign('secret', body.toString())
  const last = good.endsWith('0') ? '1' : '0'
  const bad = [
    '',
    'sha256=',
    good.slice(0, -1),
    `${good}0`,
    `${good.slice(0, -1)}${last}`,
    good.replace('sha256=', 'sha1='),
    good.replace('sha256=', ''),
    `sha256=${'é'.repeat(64)}`,
    await sign('another secret', body.toString()),
    await sign('secret', `${body} `),
  ]
  for (const signature of bad) expect(isSigned(body, signature, ['secret'])).toBe(false)
  expect(isSigned(body, good, [])).toBe(false)
  expect(isSigned(body, good, ['secret'])).toBe(true)
})
