import files from './keyfiles.json' with { type: 'json' }

// One test key, as others write it: libsodium 0.8.4 (`nacl`, and `naclCheap` with 3 passes over 8 MiB), Ansible 2.14 (`vault`) and
// Python's cryptography 38 (`legacy`, and `legacyCheap` with 1,000 rounds). Nobody keeps anything in it.

export const ADDRESS = '5DfhGyQdFobKM8NsWvEeAKk5EQQgYe9AydgJ7rMB6E1EqRzV'
export const PASSWORD = 'Tide-Pool-9'

export const keyfile = (name: keyof typeof files): Buffer => Buffer.from(files[name], 'base64')
