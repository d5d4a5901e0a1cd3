import { afterEach, beforeEach, expect, test } from 'vitest'
import { owe, payee, transferTo } from '../../../test/support/chain-world.ts'
import { tao } from '../../../test/support/commands.ts'
import { FILTERED, filteredBy } from '../../ledger/attempt-items.ts'
import { storeAttempt } from '../../ledger/attempts.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { openLedger } from '../../ledger/open.ts'
import type { ItemOutcome } from './read-items.ts'
import { recordLanding } from './record-outcomes.ts'

// The App's key called for several pots as their proxy, in one extrinsic.

const keys = ['a', 'b', 'c']
const extrinsic = { block: 5, blockHash: '0xb5', index: 1, hash: '0x01' }
const attempt = '0x01'

let ledger: Ledger
beforeEach(async () => {
  ledger = await openLedger()
  await owe(
    ledger,
    keys.map((key) => ({ key, call: transferTo(payee(1), tao(1)) })),
  )
})
afterEach(() => ledger.close())

async function land(proxied: boolean, outcomes: readonly ItemOutcome[]): Promise<readonly string[]> {
  const signed = { hash: attempt, bytes: '0x', nonce: 0, birthBlock: 1, deathBlock: 65, specVersion: 475 }
  const items = keys.map((key) => ({ key, amount: tao(1), rows: null }))
  await storeAttempt(ledger.queries, '5Alice', { ...signed, opens: null, proxied }, items)
  const when = { at: 1, source: { kind: 'block', block: 5, blockHash: '0xb5', extrinsic: 1 } } as const
  await ledger.write((writing) =>
    recordLanding(writing, { kind: 'landed', attempt, outcomes, extrinsic }, when),
  )
  return [...(await filteredBy(ledger.queries, keys, 475))]
}
const failed = (error: string) => ({ ok: false, error }) as const

test('what a proxy may not call goes to the guardians, and what failed beside it goes by the proxy again', async () => {
  const outcomes = [failed('SubtensorModule.SettingWeightsTooFast'), failed(FILTERED), { ok: true } as const]
  expect(await land(true, outcomes)).toEqual(['b'])
  expect((await filteredBy(ledger.queries, keys, 476)).size).toBe(0)
})

test('where no proxy called, nothing is kept of it', async () => {
  expect(
    await land(
      false,
      keys.map(() => failed(FILTERED)),
    ),
  ).toEqual([])
})
