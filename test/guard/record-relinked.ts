import { live } from '../support/addressed.ts'
import { people, START, stream } from '../support/commands.ts'
import { minedTales } from '../support/mined-tales.ts'
import { linkOf } from '../support/tales.ts'
import { freeze } from './freeze.ts'

// Freezes two links of which the older is heard last: `node test/guard/record-relinked.ts`. It was run once, like the others.

const { ben } = people

await freeze('relinked', async (ledger) => {
  await live(ledger, stream(), minedTales.passed)
  await ledger.write((writing) => writing.link({ ...linkOf('ben'), at: START + 900 }))
  const older = { ...linkOf('eva'), person: ben, at: START + 800 }
  await ledger.write((writing) => writing.link(older))
})
