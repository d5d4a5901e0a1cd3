import { afterEach, beforeEach, expect, test } from 'vitest'
import { live } from '../../../test/support/addressed.ts'
import { repository, stream, tao } from '../../../test/support/commands.ts'
import { furtherTales } from '../../../test/support/further-tale.ts'
import { minedConfig } from '../../../test/support/mined-commands.ts'
import { minedTales } from '../../../test/support/mined-tales.ts'
import { readDue } from '../attempts.ts'
import { keepConfig } from '../configs.ts'
import type { Ledger } from '../ledger.ts'
import { openLedger } from '../open.ts'
import { rebuild } from '../rebuild.ts'

let ledger: Ledger
beforeEach(async () => {
  ledger = await openLedger()
  await keepConfig(ledger.queries, repository.id, minedConfig)
})
afterEach(() => ledger.close())

/** What settlement reads: the registration as it would be signed now. */
const limits = async () =>
  (await readDue(ledger.queries, Number.MAX_SAFE_INTEGER)).flatMap(({ intent: { call } }) =>
    call.kind === 'network-register' ? [call.limit] : [],
  )

test('what a further round raised is what the registration may cost when it is signed', async () => {
  const { registering } = minedTales
  await live(ledger, stream(), registering)
  const [before = 0n] = await limits()
  await live(ledger, stream(), furtherTales.forRegistration.slice(registering.length))
  expect(await limits()).toEqual([before + tao(50)])
  await ledger.write(({ queries }) => rebuild(queries))
  expect(await limits()).toEqual([before + tao(50)])
})
