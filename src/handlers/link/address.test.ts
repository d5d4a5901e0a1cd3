import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isPublicAddress } from './address.ts'

test.each(['8.8.8.8', '1.1.1.1', '100.128.0.1', '172.32.0.1', '2606:4700::1111', '2001:4860:4860::8888'])(
  '%s is public',
  (address) => {
    expect(isPublicAddress(address)).toBe(true)
  },
)

test.each([
  ...[
    '0.0.0.0',
    '0.1.2.3',
    '10.0.0.1',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '172.16.0.1',
    '192.168.1.1',
  ],
  ...[
    '100.64.0.1',
    '168.63.129.16',
    '192.0.0.192',
    '192.0.2.1',
    '192.88.99.1',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
  ],
  ...[
    '255.255.255.255',
    '::',
    '::1',
    '::7f00:1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::ffff:0:127.0.0.1',
  ],
  ...[
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    '2002:7f00:1::',
    '2001:0:4136::1',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fec0::1',
  ],
  ...['ff02::1', '100::1', '2001:db8::1', '4000::1', 'fe80::1%eth0', '[::1]'],
  ...[
    '2130706433',
    '0x7f.1',
    '0177.0.0.1',
    '127.1',
    '8.8.8.8:80',
    ' 8.8.8.8',
    '8.8.8.8\n',
    '',
    'localhost',
    '::g',
  ],
])('%j is not', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})

test('no private IPv4 address becomes public inside an IPv6 one', () => {
  const octet = fc.nat(255)
  const host = fc
    .tuple(fc.constantFrom('127', '10', '169.254', '192.168'), octet, octet, octet)
    .map(([net, ...rest]) => [...net.split('.'), ...rest].slice(0, 4).join('.'))
  const prefix = fc.constantFrom('::', '::ffff:', '::ffff:0:', '64:ff9b::', 'fe80::', 'fd00::', 'fe80::5efe:')
  fc.assert(
    fc.property(host, prefix, (address, around) => {
      expect(isPublicAddress(`${around}${address}`)).toBe(false)
    }),
  )
})
