import { expect, test } from 'vitest'
import { people, START } from '../../../test/support/commands.ts'
import { seeDissolution } from '../../../test/support/dissolved-tale.ts'
import { differing } from '../../../test/support/drift-tale.ts'
import { mandateTales, otherTeam, queue, quicker } from '../../../test/support/mandate-tales.ts'
import {
  headOf,
  minedConfig,
  reconcile,
  reportHead,
  reportMandate,
  seeDrift,
  seeProposal,
} from '../../../test/support/mined-commands.ts'
import { minedTales } from '../../../test/support/mined-tales.ts'
import { slowConfig, slowly } from '../../../test/support/slow.ts'
import { tell } from '../../../test/support/tell.ts'
import { tellSlowly } from '../../handlers/kit/testing/mined.ts'
import { errands } from '../subnet/errands.ts'
import { intents } from '../subnet/intents.ts'
import type { SubnetCommand } from '../subnet/state.ts'
import { benchOf } from '../team/bench.ts'

const { merged, applying, half, applied, nothing, refused, early } = mandateTales
const stageOf = (...tale: SubnetCommand[]) => tellSlowly(tale).mandate.change?.stage
const calls = (tale: readonly SubnetCommand[]) =>
  intents(tellSlowly(tale)).flatMap(({ call, pot, purpose }) =>
    call.kind === 'chain-step' ? [{ call, pot: pot.kind, purpose }] : [],
  )

test('what is merged into a live subnet is read once, and then each of its calls goes at its block', () => {
  const wanted = errands(tellSlowly(merged)).filter(({ kind }) => kind === 'mandate')
  expect(wanted).toMatchObject([{ number: 1, netuid: 2 }])
  expect(calls(merged)).toEqual([])
  const about = (place: number) => ({ kind: 'owner-step', about: [1, place] })
  const call = (place: number) => ({ kind: 'chain-step', netuid: 2, ...queue[place] })
  expect(calls(applying)).toEqual([{ call: call(0), pot: 'treasury', purpose: about(0) }])
  expect(calls(half)).toEqual([{ call: call(1), pot: 'treasury', purpose: about(1) }])
  expect(calls(applied)).toEqual([])
  expect(stageOf(...applied)).toBe('applied')
})

test('it is in force from when it was read, and keeps the launch’s steps', () => {
  const { launch } = tellSlowly(applying)
  expect(launch?.architecture).toEqual({ ...quicker, steps: quicker.steps })
})

test('a role that it has not is gone, and one that stays is told to nobody', () => {
  expect(benchOf(tellSlowly(nothing).team).roles.map(({ id, seats }) => [id, seats])).toEqual([
    ['developer', 2],
    ['writer', 1],
  ])
  expect(tellSlowly(nothing).launch?.architecture.roles).toEqual(otherTeam.roles)
})

test('files that are not as they should be change nothing, and the next merge is read anew', () => {
  const state = tellSlowly(refused)
  expect(state.mandate.change).toMatchObject({ stage: 'refused', steps: [] })
  expect(state.launch?.architecture.roles).toEqual(otherTeam.roles)
  expect(stageOf(...refused, seeProposal(90_700, 25, people.eva, { status: 'merged' }))).toBe('reading')
})

test.each([
  ['before the probation was over', early],
  ['without a change of the architecture', untouched()],
])('what is merged %s is no news', (_, tale) => {
  expect(tellSlowly(tale).mandate.change).toBeNull()
})

function untouched(): SubnetCommand[] {
  const seen = seeProposal(90_100, 26, people.fox)
  return [
    ...early.slice(0, -1),
    seen,
    reportHead(90_110, 26, { touches: false, architecture: null }),
    seeProposal(90_120, 26, people.fox, { status: 'merged' }),
  ]
}

test('what GitHub says again, or late, of an earlier merge changes nothing', () => {
  const again = seeProposal(91_000, 21, people.fox, { status: 'merged', title: 'Another title' })
  expect(tellSlowly([...nothing, again]).mandate.change?.number).toBe(2)
  const late = seeProposal(90_110, 27, people.eva, { status: 'merged', head: headOf(27) })
  expect(tellSlowly([...nothing, late]).mandate.change?.number).toBe(2)
})

test('what was read for an earlier change is passed over', () => {
  const second = seeProposal(90_190, 28, people.eva, { status: 'merged' })
  const tale = [...merged, second, reportMandate(90_200, 1, { architecture: quicker, steps: queue })]
  expect(tellSlowly(tale).mandate.change).toMatchObject({ number: 2, stage: 'reading' })
})

test('while it is applied the chain differs, and that is no drift', () => {
  expect(tellSlowly([...half, seeDrift(90_215, differing)]).drift.rows).toEqual([])
  expect(tellSlowly([...applied, seeDrift(90_230, differing)]).drift.rows).toEqual(differing)
})

test('on a network that is gone nothing is called', () => {
  const gone = [...half, seeDissolution(200_000_000, 1_000)]
  expect([stageOf(...gone), calls(gone)]).toEqual(['refused', []])
})

const { drifting, proposing, proposed, chosen, settingBack } = mandateTales
const refusalOf = (tale: readonly SubnetCommand[], command: SubnetCommand) =>
  tell(slowly([...tale, command]), slowConfig).refusals.at(-1)?.code

test('whose architecture is in force says which side is right, and nobody else', () => {
  expect(refusalOf(drifting, reconcile(91_100, 'chain', people.fox))).toBe('not-guarantor')
  expect(refusalOf(drifting, reconcile(91_100, 'repository', people.eva))).toBe('not-guarantor')
  expect(refusalOf(minedTales.probation, reconcile(1_760, 'chain'))).toBe('not-live')
  expect(refusalOf(mandateTales.nothing, reconcile(91_100, 'chain'))).toBe('no-drift')
  expect(refusalOf(settingBack, reconcile(91_500, 'chain'))).toBe('changing')
  expect(refusalOf(settingBack, reconcile(91_500, 'repository'))).toBe('changing')
})

test('a side is chosen once, however often that is heard', () => {
  const wanted = (tale: readonly SubnetCommand[]) =>
    errands(tellSlowly(tale)).filter(({ kind }) => kind === 'mandate' || kind === 'like-chain')
  expect(wanted(proposing)).toMatchObject([{ kind: 'like-chain', number: 1, netuid: 2 }])
  expect(wanted([...proposed, reconcile(91_100, 'chain')])).toEqual([])
  expect(wanted(chosen)).toMatchObject([{ kind: 'mandate', number: 1, isWhole: true }])
  const again = tellSlowly([...settingBack, reconcile(91_300, 'repository')])
  expect(again.mandate.change).toMatchObject({ number: 1, stage: 'applying', pull: null })
})

test('what is proposed like the chain comes into force when it is merged', () => {
  const merge: SubnetCommand = {
    type: 'SeeMerged',
    pull: 31,
    mergedAt: START + 91_300,
    at: START + 91_300,
    source: { kind: 'pull', pull: 31, head: headOf(31) },
  }
  expect(tell([...proposed, merge], minedConfig).state.mandate).toMatchObject({
    change: { number: 1, pull: 31, stage: 'reading' },
    likeChain: { pull: 31, left: ['mechanism-count'] },
  })
})
