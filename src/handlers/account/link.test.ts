import { Keyring } from '@polkadot/keyring'
import { u8aToHex } from '@polkadot/util'
import { cryptoWaitReady } from '@polkadot/util-crypto'
import { beforeAll, expect, test } from 'vitest'
import { AT, fakePorts, invocation } from '../kit/testing/payloads.ts'
import { link } from './link.ts'
import { linkMessage } from './link-signature.ts'

let address: string
let signature: (user: number) => string

beforeAll(async () => {
  await cryptoWaitReady()
  const pair = new Keyring({ type: 'sr25519', ss58Format: 42 }).addFromUri('//dana')
  address = pair.address
  signature = (user) => u8aToHex(pair.sign(linkMessage(user, address)))
})

test('a good signature links, and says where it was written', async () => {
  expect(await link.run(invocation(`${address}   ${signature(11)}`), fakePorts())).toEqual({
    kind: 'link',
    command: {
      type: 'LinkColdkey',
      person: { id: 11, login: 'dana' },
      coldkey: address,
      repository: { id: 7, owner: 'riverbed', name: 'market' },
      at: AT,
      source: { kind: 'comment', issue: 3, comment: 2_000 },
    },
  })
})

test('the signature that another user was given is refused', async () => {
  expect(await link.run(invocation(`${address} ${signature(12)}`), fakePorts())).toMatchObject({
    answer: { kind: 'bad-link', user: 11, reason: expect.stringContaining('another GitHub account') },
  })
})

test.for(['', 'one', 'one two three'])(
  '"%s" is not an address and a signature: what to sign is said',
  async (args) => {
    expect(await link.run(invocation(args), fakePorts())).toMatchObject({
      answer: {
        kind: 'bad-link',
        reason: expect.stringContaining('`tributary:link:v1:github.com:11:<address>`'),
      },
    })
  },
)
