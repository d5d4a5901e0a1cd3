import { afterEach, beforeEach, expect, test } from 'vitest'
import { live } from '../../../test/support/addressed.ts'
import { repository, stream, tick } from '../../../test/support/commands.ts'
import { key, minedConfig } from '../../../test/support/mined-commands.ts'
import { minedTales } from '../../../test/support/mined-tales.ts'
import { GUARANTEED, returnedTales, WITHIN } from '../../../test/support/returned-tale.ts'
import type { Chain } from '../../chain/client.ts'
import { closeLost, storeAttempt } from '../../ledger/attempts.ts'
import { keepConfig } from '../../ledger/configs.ts'
import { createCursor } from '../../ledger/cursors.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { openLedger } from '../../ledger/open.ts'
import { countRest } from './rest.ts'

const ALICE = '5Alice'
const HEAD = 500_000

let ledger: Ledger
beforeEach(async () => {
  ledger = await openLedger()
  await keepConfig(ledger.queries, repository.id, minedConfig)
})
afterEach(() => ledger.close())

/** A chain whose finalized head is this, and on which the treasury is not there. */
const chain = {
  api: () => ({ query: { system: { account: { key: () => '0x' } } } }),
  request: async () => null,
  finalized: async () => ({ number: HEAD, hash: '0xhead' }),
} as unknown as Chain

async function count() {
  const errand = { kind: 'rest', key: 'rest', netuid: null, account: '5Treasury', pots: [] } as const
  const when = { at: 1, source: { kind: 'errand', name: 'rest' } } as const
  return countRest({ chain, ledger }, await ledger.readSubnet(stream()), errand, when)
}

/** The registration is in an extrinsic that may land until block 64. */
async function sign(): Promise<void> {
  const signed = {
    hash: '0xaa',
    bytes: '0x',
    nonce: 0,
    birthBlock: 1,
    deathBlock: 64,
    specVersion: 425,
    opens: null,
    proxied: false,
  }
  const items = [{ key: key('network-register'), amount: 10n, rows: null }]
  await storeAttempt(ledger.queries, ALICE, signed, items)
}

test('nothing is counted while a registration that nobody wishes any more may still land', async () => {
  await live(ledger, stream(), returnedTales.near)
  await sign()
  await live(ledger, stream(), returnedTales.due.slice(returnedTales.near.length))
  expect(await count()).toBeNull()
  await closeLost(ledger.queries, ALICE, { block: 64, specAfter: 0 })
  expect(await count()).toMatchObject({ type: 'ReportRest', block: HEAD })
})

test('nothing is counted while the treasury owes what it was lent', async () => {
  await live(ledger, stream(), [...minedTales.registering, tick(GUARANTEED + WITHIN, 440_000)])
  expect(await count()).toBeNull()
})

test('a block that the ledger has passed says nothing', async () => {
  await live(ledger, stream(), returnedTales.due)
  await createCursor(ledger.queries, { block: HEAD + 1, blockHash: '0xnext', at: 1 })
  expect(await count()).toBeNull()
})
