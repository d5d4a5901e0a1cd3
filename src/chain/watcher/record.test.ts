import { expect, test } from 'vitest'
import type { Writing } from '../../ledger/ledger.ts'
import type { Sensed } from './facts.ts'
import { recordFacts } from './record.ts'

/** One of each kind of what people do. */
const kinds = {
  income: true,
  alpha: true,
  contribution: true,
  withdrawal: true,
  dissolution: true,
  'coldkey-swap': true,
  'swap-announced': true,
  'weights-opened': true,
  'weighing-changed': true,
  'hotkey-swap': true,
} as const satisfies Record<Sensed['kind'], true>

test.each(Object.keys(kinds))('%s: what people do on the chain reaches the families', async (kind) => {
  const heard: unknown[] = []
  const record = async (_: unknown, fact: unknown) => heard.push(fact) > 0
  const senses = new Proxy({}, { get: () => [{ kind, record }] })
  const fact = { kind, extrinsic: { block: 9, blockHash: '0x9', index: 1, hash: '0x91' } }
  const block = { number: 9, hash: '0x9', timestamp: 1 }
  await recordFacts({} as Writing, senses as never, block as never, [fact as never])
  expect(heard).toEqual([fact])
})
