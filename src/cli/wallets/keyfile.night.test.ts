import { expect, test } from 'vitest'
import { decryptKeyfile } from './keyfile.ts'
import { keyfile, PASSWORD } from './testing/keyfiles.ts'

// Half a GiB and eight passes over it, or ten million rounds: seconds each.

test.each(['nacl', 'legacy'] as const)('a %s file is opened at its full cost', async (name) => {
  expect((await decryptKeyfile(keyfile(name), PASSWORD)).toString()).toBe(keyfile('plain').toString())
})
