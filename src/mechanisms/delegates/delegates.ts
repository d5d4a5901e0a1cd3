import { accept } from '../kernel/decision.ts'
import { type Decided, type Family, tell, type View, type Wish } from '../kernel/family.ts'
import { rao } from '../money.ts'
import type { Phase } from '../phase/slice.ts'
import { potIn } from '../pots.ts'
import { teamOf } from '../streams/names.ts'
import type { DoubtWeights } from '../weights/slice.ts'
import type {
  DelegateChange,
  DelegateChanged,
  Delegated,
  DelegatesPurpose,
  DelegatesShape,
  DelegatesSlice,
  SeeDelegates,
  WantedDelegate,
} from './slice.ts'

type State = View<DelegatesShape>

/** The guardians approve once that the App's key pays a day's rows and sets weights by itself. */
export const delegates: Family<DelegatesShape> = {
  name: 'delegates',
  initial: { number: 0, block: null, changes: [], given: [] },
  inHome: false,
  decide: { SeeDelegates: seeDelegates },
  evolve: {
    DelegatesPlanned: (_, { number, block, changes, given }) => ({ number, block, changes, given }),
    PotDepositLent: (own, { place }) => changed(own, place, { isLent: true }),
    DelegateChanged: (own, { place }) => done(own, place),
    // Of a network that is gone nobody pays or weighs: what its pots gave for proxies comes back.
    SubnetDissolved: (own) => ({ ...own, number: own.number + 1, changes: own.given.map(taken) }),
  },
  tells: { DelegateChanged: tellWeights },
  wishes: {
    'pot-deposit': (state) => openOf(state).flatMap((one) => depositOf(state, one)),
    delegate: (state) => openOf(state).flatMap((one) => changeOf(state, one)),
  },
  settled: {
    'pot-deposit': (state, { about: [number, place] }, _, when) =>
      isOpen(state, number, place) ? [{ type: 'PotDepositLent', number, place, ...when }] : [],
    delegate: (state, { about: [number, place] }, _, when) =>
      isOpen(state, number, place) ? [{ type: 'DelegateChanged', number, place, ...when }] : [],
  },
}

/** Of one that was dissolved only those that it still has: somebody else may have taken them away. */
const LOOKED_AT: readonly Phase[] = ['probation', 'live', 'dissolved']

/**
 * What is wanted and not there is given. What the guardians once gave and is not wanted any more is taken away, as after the App's key was
 * replaced. Proxies that somebody else gave are not touched. Only what has changed since the last look is an event.
 */
function seeDelegates(state: State, command: SeeDelegates): Decided<DelegatesShape> {
  const { phase, idea, delegates: own } = state
  const { block, standing, at, source } = command
  const wanted = phase === 'dissolved' ? [] : command.wanted
  if (!LOOKED_AT.includes(phase) || !idea?.pots || block < (own.block ?? 0)) return accept()
  const isThere = (one: Delegated) => standing.some((other) => isSame(one, other))
  const isWanted = (one: Delegated) => wanted.some((other) => isSame(one, other))
  const known = own.given.filter((one) => !isWanted(one))
  const given = [...known, ...wanted].filter(isThere).map(named)
  const takes = known.filter(isThere).map(taken)
  const gives = wanted.filter((one) => !isThere(one)).map((one) => changeFor(one, true))
  const changes = [...takes, ...gives]
  const open = own.changes.filter(({ isDone }) => !isDone)
  if (areSame(changes, open) && areSame(given, own.given)) return accept()
  const number = own.number + 1
  return accept({ type: 'DelegatesPlanned', number, block, changes, given, at, source })
}

const named = ({ pot, delegate, type }: Delegated): Delegated => ({ pot, delegate, type })

const changeFor = (wanted: WantedDelegate, isGiven: boolean): DelegateChange => ({
  ...named(wanted),
  deposit: wanted.deposit,
  isGiven,
  isLent: wanted.deposit === 0n,
  isDone: false,
})

const taken = (one: Delegated): DelegateChange => changeFor({ ...named(one), deposit: rao(0n) }, false)

const isSame = (one: Delegated & { isGiven?: boolean }, other: Delegated & { isGiven?: boolean }): boolean =>
  one.pot === other.pot &&
  one.delegate === other.delegate &&
  one.type === other.type &&
  one.isGiven === other.isGiven

const areSame = (some: readonly Delegated[], others: readonly Delegated[]): boolean =>
  some.length === others.length && some.every((one) => others.some((other) => isSame(one, other)))

interface Open extends DelegateChange {
  readonly about: DelegatesPurpose['about']
}

/** Whether a proxy is still to be taken away. */
export const isTaking = ({ changes }: DelegatesSlice): boolean =>
  changes.some(({ isGiven, isDone }) => !isGiven && !isDone)

const openOf = ({ delegates: { number, changes } }: State): Open[] =>
  changes.flatMap((one, place) => (one.isDone ? [] : [{ ...one, about: [number, place] as const }]))

const isOpen = (state: State, number: number, place: number): boolean =>
  openOf(state).some(({ about }) => about[0] === number && about[1] === place)

/** Takes go first, then deposits, then gives: so one approval carries them all out. */
const ORDER = { take: 0, deposit: 1, give: 2 }

type DepositWish = Wish<DelegatesPurpose & { readonly kind: 'pot-deposit' }>
type ChangeWish = Wish<DelegatesPurpose & { readonly kind: 'delegate' }>

function depositOf({ idea }: State, { about, pot, deposit, isLent }: Open): DepositWish[] {
  const coldkey = idea?.pots?.[pot]
  if (!idea?.pots || coldkey == null || isLent) return []
  const call = { kind: 'transfer', to: { coldkey }, amount: deposit } as const
  const purpose = { kind: 'pot-deposit', about } as const
  return [{ purpose, pot: potIn(idea.pots, 'treasury'), call, notBefore: ORDER.deposit }]
}

function changeOf({ idea }: State, { about, pot, delegate, type, isGiven }: Open): ChangeWish[] {
  if (!idea?.pots) return []
  const call = { kind: 'delegate', delegate, type, isGiven } as const
  const purpose = { kind: 'delegate', about } as const
  const notBefore = isGiven ? ORDER.give : ORDER.take
  return [{ purpose, pot: potIn(idea.pots, pot), call, notBefore }]
}

function changed(own: DelegatesSlice, place: number, what: Partial<DelegateChange>): DelegatesSlice {
  const changes = own.changes.map((one, other) => (other === place ? { ...one, ...what } : one))
  return { ...own, changes }
}

function done(own: DelegatesSlice, place: number): DelegatesSlice {
  const change = own.changes[place]
  if (!change) return own
  const others = own.given.filter((one) => !isSame(one, named(change)))
  return {
    ...changed(own, place, { isDone: true }),
    given: change.isGiven ? [...others, named(change)] : others,
  }
}

/** What the App's key alone may sign now need not wait for the next look. */
function tellWeights({ stream }: State, { at, source }: DelegateChanged) {
  return [tell<DoubtWeights>(teamOf(stream), { type: 'DoubtWeights', uid: null, at, source })]
}
