import { eq } from 'drizzle-orm'
import { afterEach, expect, test } from 'vitest'
import {
  type ChainWorld,
  owe,
  pair,
  payee,
  startChainWorld,
  until,
} from '../../../test/support/chain-world.ts'
import { tao } from '../../../test/support/commands.ts'
import { calls } from '../../handlers/calls.ts'
import { attemptItems, sheetParts } from '../../ledger/schema.ts'
import { keepSheet, sha256 } from '../../ledger/sheets.ts'
import { readSpendings } from '../../ledger/spendings.ts'
import { alpha } from '../../mechanisms/money.ts'
import { numbered } from '../../mechanisms/pots.ts'
import { payAlpha } from '../../mechanisms/sheet/paying.ts'
import type { Row } from '../../mechanisms/sheet/row.ts'
import { sheetOf } from '../../mechanisms/sheet/sheet.ts'
import { potAddress, treasuryOf } from '../pots.ts'
import { alphaPartSize } from './bulk.ts'

// Alpha of the network of validators, where one is worth one TAO.

const pot = numbered('payroll', 0)
const treasury = treasuryOf(pair('Alice').address, [pair('Bob').address], 1)
const coldkey = potAddress(treasury.address, pot)
const hotkey = pair('Hot').address

let world: ChainWorld
afterEach(() => world.stop())

test.each([424, 475] as const)(
  'at %d rows of alpha are paid, and what moved less or was refused is left with its reason',
  async (spec) => {
    world = await startChainWorld({ spec, validators: [{ coldkey, hotkey, stake: tao(10) }] })
    const { queries } = world.ledger
    // The newer runtime declares 89.6e9 more for each: some 16 fit six tenths of an extrinsic.
    const size = spec === 424 ? 16 : await alphaPartSize({ ...world, calls }, pot, 0)
    expect([15, 16, 17]).toContain(size)
    const rows = [tao(3), 1_000n, tao(2), tao(9)].map(
      (amount, n): Row<ReturnType<typeof alpha>> => ({
        account: payee(n),
        amount: alpha(amount),
        reason: '',
      }),
    )
    const sheet = sheetOf({ rows, size: 9, previous: '', block: 1 }, sha256)
    await keepSheet(queries, 'test', sheet)
    const [part] = sheet.parts
    if (!part) throw new Error('no part')
    const call = payAlpha(sheet.digest, part, { netuid: 0, hotkey })
    await owe(world.ledger, [{ key: 'part', call, pot, coldkey: '' }])
    await world.start()
    await until('it is paid', async () =>
      (await queries.select().from(attemptItems)).some(({ paid }) => paid),
    )
    const left = await queries.select().from(sheetParts).where(eq(sheetParts.round, 1))
    const last = spec === 424 ? `${tao(4)} moved-less` : `${tao(9)} SubtensorModule.NotEnoughStakeToWithdraw`
    expect(left.map(({ lines }) => lines.split('\n'))).toEqual([
      [`${payee(1)} 1000 SubtensorModule.AmountTooLow`, `${payee(3)} ${last}`],
    ])
    const spent = await readSpendings(queries, new Date().toISOString().slice(0, 10))
    expect(spent.get('payroll:0 alpha')).toBe(spec === 424 ? tao(10) : tao(5))
    expect(spent.has('payroll:0')).toBe(false)
  },
)
