import { describe, expect, test } from 'vitest'
import { articleLink, createLinker } from './links.ts'

const polkadot = 'https://polkadot.js.org/apps/?rpc=wss%3A%2F%2Fexample.org#/explorer/query/{hash}'

describe('where an event was seen', () => {
  const link = createLinker({ github: 'https://github.com/', chain: polkadot })

  test.each([
    [{ kind: 'issue', issue: 4 }, 'https://github.com/riverbed/market/issues/4'],
    [
      { kind: 'comment', issue: 4, comment: 99 },
      'https://github.com/riverbed/market/issues/4#issuecomment-99',
    ],
    [{ kind: 'block', block: 7, blockHash: '0xab', extrinsic: 1 }, polkadot.replace('{hash}', '0xab')],
    [{ kind: 'errand', name: 'link' }, null],
    [{ kind: 'pull', pull: 11, head: 'a' }, 'https://github.com/riverbed/market/pull/11'],
  ] as const)('%j', (source, url) => {
    expect(link.source(source, 'riverbed/market')).toBe(url)
  })

  test('a comment of an unknown repository is not linked to a wrong one', () => {
    expect(link.source({ kind: 'comment', issue: 4, comment: 99 }, null)).toBeNull()
  })

  test('without an explorer of the chain there is no address of a block', () => {
    const own = createLinker({ github: 'http://127.0.0.1:4000', chain: null })
    expect(own.source({ kind: 'block', block: 7, blockHash: '0xab', extrinsic: null }, null)).toBeNull()
    expect(own.person('../x')).toBe('http://127.0.0.1:4000/..%2Fx')
  })

  test.each([
    ['javascript:alert(1)', null],
    ['https://github.com', 'javascript:{hash}'],
    ['https://github.com', 'https://example.org/blocks'],
  ])('bases that cannot be meant are refused: %s, %s', (github, chain) => {
    expect(() => createLinker({ github, chain })).toThrow()
  })
})

test.each([
  'http://arxiv.org/abs/1',
  'javascript:alert(1)',
  'data:text/html,x',
  'https://arxiv.org@evil.example/',
  'not a link',
  '',
])('%s is shown, not linked', (text) => {
  expect(articleLink(text)).toBeNull()
})

test('an https link is linked, with its host as the browser will see it', () => {
  expect(articleLink('https://аrxiv.org/abs/1')).toEqual({
    href: 'https://xn--rxiv-43d.org/abs/1',
    host: 'xn--rxiv-43d.org',
  })
})
