import { expect, test } from 'vitest'
import { CALM } from '../../../test/support/calm.ts'
import { wideCaps } from '../../../test/support/chain-world.ts'
import { queue } from '../../../test/support/mandate-tales.ts'
import { pick } from '../../chain/settlement/pick.ts'
import type { Intent } from '../../mechanisms/intent.ts'
import { rao } from '../../mechanisms/money.ts'
import { calls } from '../calls.ts'

const caps = { ...wideCaps, perIntent: rao(0n), perDay: rao(0n) }

function due(place: number) {
  const step = queue[place]
  if (!step) throw new Error('there is one')
  const intent: Intent = {
    key: `owner-step-${place}`,
    purpose: { kind: 'owner-step', about: [1, place] },
    pot: { kind: 'treasury', ordinal: 0 },
    call: { kind: 'chain-step', netuid: 2, ...step },
    failures: 0,
    notBefore: 0,
  }
  return { intent, coldkey: '' }
}
const at = (head: number) => {
  const { go, held } = pick(calls, [due(0), due(1)], caps, { ...CALM, head })
  return [go.map(({ intent }) => intent.key), held.map(({ reason }) => reason.split(':')[0])]
}

test('a call of the owner’s is signed when its block comes, and not when an epoch is near', () => {
  expect(at(950)).toEqual([[], ['It goes at block 961', 'It goes at block 1300']])
  expect(at(960)).toEqual([['owner-step-0'], ['It goes at block 1300']])
  expect(at(1_065)).toEqual([[], ['It goes at block 1081', 'It goes at block 1300']])
  expect(at(1_299)).toEqual([['owner-step-0', 'owner-step-1'], []])
})
