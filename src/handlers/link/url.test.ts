import { expect, test } from 'vitest'
import { checkUrl } from './url.ts'

const HOSTS = ['arxiv.org', 'github.io', 'xn--bcher-kva.example', '127.0.0.1', 'localhost']
const BASE = new URL('https://arxiv.org/abs/1')

test.each([
  ['https://arxiv.org/abs/1', 'https://arxiv.org/abs/1'],
  ['https://export.arxiv.org', 'https://export.arxiv.org/'],
  ['HTTPS://ArXiv.ORG:443/', 'https://arxiv.org/'],
  ['https://b\u00fccher.example/', 'https://xn--bcher-kva.example/'],
  ['https://\uff41rxiv.org/', 'https://arxiv.org/'],
  ['https://arxiv\u3002org/', 'https://arxiv.org/'],
  ['/pdf/1', 'https://arxiv.org/pdf/1'],
  ['//me.github.io/x', 'https://me.github.io/x'],
])('%s may be visited', (link, href) => {
  const checked = checkUrl(link, BASE, HOSTS)
  expect(checked.ok && checked.url.href).toBe(href)
})

test.each([
  ['http://arxiv.org/', 'bad-url', /Only https/],
  ['ftp://arxiv.org/', 'bad-url', /Only https/],
  ['file:///etc/passwd', 'bad-url', /Only https/],
  ['javascript:alert(1)', 'bad-url', /Only https/],
  ['https://me@arxiv.org/', 'bad-url', /user name/],
  ['https://arxiv.org@evil.example/', 'bad-url', /user name/],
  ['https://arxiv.org:pw@evil.example/', 'bad-url', /user name/],
  ['https://arxiv.org:8443/', 'bad-url', /port/],
  ['https://arxiv.org:22/', 'bad-url', /port/],
  ['https://127.0.0.1/', 'bad-url', /not an IP/],
  ['https://127.1/', 'bad-url', /not an IP/],
  ['https://2130706433/', 'bad-url', /not an IP/],
  ['https://0x7f000001/', 'bad-url', /not an IP/],
  ['https://0177.0.0.1/', 'bad-url', /not an IP/],
  ['https://\u2460\u2461\u2467.0.0.1/', 'bad-url', /not an IP/],
  ['https://[::1]/', 'bad-url', /not an IP/],
  ['https://[::ffff:127.0.0.1]/', 'bad-url', /not an IP/],
  ['https://localhost/', 'bad-url', /name of a host/],
  ['https://arxiv.org./', 'bad-url', /name of a host/],
  ['https://a`b.arxiv.org/', 'bad-url', /name of a host/],
  ['https://a_b.arxiv.org/', 'bad-url', /name of a host/],
  ['https://evilarxiv.org/', 'host-not-allowed', /`evilarxiv\.org`/],
  ['https://arxiv.org.evil.example/', 'host-not-allowed', /arxiv\.org\.evil/],
  ['https://evil.example/arxiv.org', 'host-not-allowed', /evil/],
  ['https://evil.example\\@arxiv.org/', 'host-not-allowed', /evil/],
  ['https://evil.example#@arxiv.org/', 'host-not-allowed', /evil/],
  ['https://\u0430rxiv.org/', 'host-not-allowed', /`xn--rxiv-43d\.org`/],
  ['//evil.example/', 'host-not-allowed', /evil/],
  ['https://', 'bad-url', /full link/],
  ['https://arxiv.org/'.padEnd(2_049, 'x'), 'bad-url', /full link/],
])('%j may not', (link, kind, reason) => {
  expect(checkUrl(link, BASE, HOSTS)).toEqual({ ok: false, kind, reason: expect.stringMatching(reason) })
})

test('a link that stands alone must be whole', () => {
  expect(checkUrl('/pdf/1', undefined, HOSTS)).toMatchObject({ ok: false, kind: 'bad-url' })
  expect(checkUrl('arxiv.org', undefined, HOSTS)).toMatchObject({ ok: false, kind: 'bad-url' })
})
