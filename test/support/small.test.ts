import { expect, test } from 'vitest'
import { openLedger } from '../../src/ledger/open.ts'
import { live } from './addressed.ts'
import { openIdea, stream, terms } from './commands.ts'

test('a ledger of a test refuses what would leave a state that is too large', async () => {
  const ledger = await openLedger()
  try {
    const long = openIdea({ terms: { ...terms, title: 'x'.repeat(70_000) } })
    await expect(live(ledger, stream(), [long])).rejects.toThrow(/the state of subnet:7:1 has 7\d{4} bytes/)
    await live(ledger, stream(), [openIdea()])
  } finally {
    await ledger.close()
  }
})
