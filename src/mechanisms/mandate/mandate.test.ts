import { expect, test } from 'vitest'
import { people, START, settle } from '../../../test/support/commands.ts'
import { seeDissolution } from '../../../test/support/dissolved-tale.ts'
import { differing } from '../../../test/support/drift-tale.ts'
import { mandateTales, otherTeam, queue, quicker } from '../../../test/support/mandate-tales.ts'
import {
  headOf,
  key,
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

const { merged, applying, half, stuck, givenUp, applied, nothing, refused, early } = mandateTales
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
  expect(calls(half)).toMatchObject([
    { call: { step: queue[1]?.step, turn: { from: 1_300 } }, pot: 'treasury', purpose: about(1) },
  ])
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

const merging = (after: number, pull: number) =>
  seeProposal(after, pull, people.eva, { status: 'merged', head: headOf(pull) })
const settled = (after: number, number: number, place: number) =>
  settle(after, 80 + place, key('owner-step', number, place))

test.each([
  ['is read', merged],
  ['waits for its first call', applying],
  ['waits for its second call', half],
  ['sets back all that differs', mandateTales.settingBack],
])('what is merged while a change %s waits, and no call of that change is forgotten', (_, tale) => {
  const before = tellSlowly(tale)
  const waiting = [...tale, merging(92_000, 28), merging(92_001, 29), merging(92_002, 29)]
  const { mandate } = tellSlowly(waiting)
  expect(mandate.change).toEqual(before.mandate.change)
  expect(mandate.next?.pull).toBe(29)
  expect(errands(tellSlowly(waiting)).filter(({ kind }) => kind === 'mandate')).toEqual(
    errands(before).filter(({ kind }) => kind === 'mandate'),
  )
  expect(calls(waiting)).toEqual(calls(tale))
  const read = mandate.change?.stage === 'reading' ? [reportMandate(92_010, 1, { steps: queue })] : []
  const over = [...waiting, ...read, settled(92_100, 1, 0), settled(92_200, 1, 1)]
  expect(tellSlowly(over).mandate).toMatchObject({
    change: { number: 2, pull: 29, stage: 'reading' },
    next: null,
  })
})

test('what waits begins when the files before it are not as they should be', () => {
  const problem = { file: 'architecture.yaml', line: 1, column: 1, message: 'No.' }
  const tale = [...merged, merging(90_190, 28), reportMandate(90_200, 1, { problems: [problem] })]
  expect(tellSlowly(tale).mandate).toMatchObject({ change: { number: 2, pull: 28, stage: 'reading' } })
})

test('a merge counts as of when GitHub says it was, however late and often it is heard', () => {
  const mergedAt = tellSlowly(applied).mandate.heard + 1_000
  const heard = (after: number): SubnetCommand => ({ ...merging(after, 28), mergedAt })
  const { heard: until, change } = tellSlowly([...applied, heard(91_000)]).mandate
  expect([until, change?.pull]).toEqual([mergedAt, 28])
})

test('what was read for an earlier change is passed over', () => {
  const tale = [...nothing, merging(91_000, 28), reportMandate(91_010, 1, { steps: queue })]
  expect(tellSlowly(tale).mandate.change).toMatchObject({ number: 3, stage: 'reading' })
})

test('a call that the operator gives up ends the change, and what waits begins', () => {
  expect([stageOf(...givenUp), calls(givenUp)]).toEqual(['given-up', []])
  const [cancel] = givenUp.slice(-1)
  const next = tellSlowly(mandateTales.followed).mandate
  expect(next).toMatchObject({ change: { number: 2, pull: 28, stage: 'reading' }, next: null })
  expect(cancel && stageOf(...applying, cancel)).toBe('applying')
})

test('a change whose call the chain has refused gives way to /reconcile repository, with all that waits', () => {
  expect(stageOf(...stuck)).toBe('applying')
  const { mandate } = tellSlowly([...stuck, reconcile(90_400, 'repository')])
  expect(mandate).toMatchObject({ change: { number: 2, pull: null, stage: 'reading' }, next: null })
  expect(refusalOf(stuck, reconcile(90_400, 'chain'))).toBe('changing')
})

test('on a network that is gone nothing waits', () => {
  const gone = tellSlowly([...half, merging(90_250, 28), seeDissolution(200_000_000, 1_000)]).mandate
  expect(gone).toMatchObject({ change: { number: 1, stage: 'refused' }, next: null })
})

const commit = 'e'.repeat(40)
const rho = { what: 'rho', from: '10', to: '12' }
const [, other] = differing
const seenIn = (tale: readonly SubnetCommand[], block = 970, under: string | null = commit) =>
  tellSlowly([...tale, seeDrift(92_000, [rho, other], block, 2, under)]).drift.rows

test('what is about to be set is no drift, and all else that differs is', () => {
  expect(seenIn(merged, 970, null)).toEqual([rho, other])
  expect(seenIn(half)).toEqual([other])
  expect(seenIn(applied)).toEqual([rho, other])
  expect(seenIn(stuck)).toEqual([rho, other])
  expect(seenIn(givenUp)).toEqual([rho, other])
})

test('a look that is older than the change, or than its last call, is passed over', () => {
  expect(seenIn(applied, 959)).toEqual([])
  expect(seenIn(applied, 970, null)).toEqual([])
  const late = settle(90_220, 980, key('owner-step', 1, 1))
  expect(seenIn([...half, late], 979)).toEqual([])
  expect(seenIn([...half, late], 980)).toEqual([rho, other])
})

test('after a new tempo its other calls go by the epochs that it began', () => {
  const turns = tellSlowly(half).mandate.change?.steps.map(({ turn }) => turn.epochs)
  expect(turns).toEqual([
    { next: 1_080, every: 360, closed: 10 },
    { next: 71 + 720, every: 720, closed: 10 },
  ])
})

test('a pull request that is being made is asked for once', () => {
  expect(refusalOf(proposing, reconcile(91_150, 'chain'))).toBe('proposing')
  expect(refusalOf(proposed, reconcile(91_250, 'chain'))).toBeUndefined()
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
