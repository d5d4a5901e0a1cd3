import { afterAll, beforeAll, expect, test } from 'vitest'
import { owe, transferTo } from '../../../test/support/chain-world.ts'
import { tao } from '../../../test/support/commands.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { openLedger } from '../../ledger/open.ts'
import { approvals, attemptItems, attempts } from '../../ledger/schema.ts'
import { createExplorer } from '../explorer.ts'

const treasury = { address: '5Treasury', multisig: '5Both', signatories: ['5App', '5Guardian'], threshold: 2 }
const links = { github: 'https://github.com', chain: null }

let ledger: Ledger
beforeAll(async () => {
  ledger = await openLedger()
})
afterAll(() => ledger.close())

const ask = async (options = {}) => {
  const answer = await createExplorer({ ledger, links, title: 'Tributary', panels: [], ...options }).request(
    '/api/approvals',
  )
  return answer.json()
}

test('what waits for guardians is told with all that one of them needs', async () => {
  expect(await ask()).toEqual({ treasury: null, approvals: [] })
  const { queries } = ledger
  await owe(ledger, [{ key: 'bounty:1', call: transferTo('5Guarantor', tao(1)) }])
  await queries
    .insert(attempts)
    .values({ hash: '0xa', account: '5App', nonce: 1, bytes: '0x', birthBlock: 1, deathBlock: 65 })
  await queries.insert(attemptItems).values({ attempt: '0xa', place: 0, intentKey: 'bounty:1' })
  await queries.insert(approvals).values({
    callHash: '0xcc',
    attempt: '0xa',
    call: '0x1800',
    refTime: 5,
    proofSize: 6,
    status: 'waiting',
    openedBlock: 9,
    openedIndex: 2,
    approvedBy: '["5App"]',
    signatories: '["5App","5Guardian"]',
    threshold: 2,
  })
  expect(await ask({ treasury })).toEqual({
    treasury,
    approvals: [
      {
        call_hash: '0xcc',
        call_data: '0x1800',
        timepoint: { height: 9, index: 2 },
        signatories: ['5App', '5Guardian'],
        threshold: 2,
        approved_by: ['5App'],
        max_weight: { ref_time: '5', proof_size: '6' },
        intents: ['bounty:1'],
      },
    ],
  })
})
