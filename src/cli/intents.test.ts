import { expect, test } from 'vitest'
import { intentsCommand } from './intents.ts'
import { written } from './testing/written.ts'

test.each([
  [[], 'Say what became of it: --paid or --failed.'],
  [['--paid', '--failed'], 'Say what became of it: --paid or --failed.'],
  [['--paid', '--extrinsic', '0x12'], 'Write --extrinsic as the number of its block and its index'],
  [['--paid', '--extrinsic', '12-3-4'], 'Write --extrinsic as the number of its block and its index'],
  [['--failed', '--made', 'x'], 'Write --made as a number.'],
  [['--failed', '--reason', '  '], 'Say why: --reason'],
])('intents settle %j is refused before any ledger is opened', async (words, message) => {
  const given = ['settle', 'some:key', '--data', '/dev/null/ledger', '--reason', 'So.', '--extrinsic', '12-3']
  await expect(written(intentsCommand(), ...given, ...words)).rejects.toThrow(message)
})
