import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Design, HyperparameterValue, Mechanism, SubnetFacts } from './architecture.ts'
import { HYPERPARAMETERS, type HyperparameterType } from './hyperparameters.ts'
import { applied, planOf } from './plan.ts'
import { fixedOf } from './values.ts'

const values: Readonly<Record<string, HyperparameterValue>> = {
  tempo: 360n,
  immunity_period: 5_000n,
  max_allowed_uids: 256n,
  min_burn: 500_000n,
  max_burn: 100_000_000_000n,
  // As the pallet makes it, from the double nearest to 1.26.
  burn_increase_mult: BigInt(1.26 * 2 ** 64),
  liquid_alpha_enabled: false,
  alpha_values: [45_875n, 58_982n],
  commit_reveal_weights_enabled: true,
  recycle_or_burn: 0n,
}

/** A new network on a chain with the main network's limits. */
const fresh: SubnetFacts = {
  netuid: null,
  block: 7_000,
  mechanismCount: 1,
  emissionSplit: null,
  hyperparameters: values,
  neurons: 1,
  limits: { maximumMechanisms: 2, maximumUids: 256, minimumUids: 64 },
}

const commodity: Mechanism = { id: 'maps', kind: 'commodity', share: 8_000 }
const team: Mechanism = { id: 'team', kind: 'team', share: 1_500 }
const innovation: Mechanism = { id: 'innovation', kind: 'innovation', share: 500 }
const selling: Mechanism = { id: 'selling', kind: 'selling', share: 0 }

const design = (mechanisms: Mechanism[], hyperparameters: Design['hyperparameters'] = {}): Design => ({
  mechanisms,
  hyperparameters,
})

const all = [commodity, team, innovation, selling]

describe('where the chain allows fewer mechanisms than the architecture wants', () => {
  test('team and innovation share one: fewer UIDs first, then the count, then the split', () => {
    const plan = planOf(design(all, { max_allowed_uids: 128n }), fresh)
    expect(plan.problems).toEqual([])
    expect(plan.steps).toEqual([
      { kind: 'hyperparameter', name: 'max_allowed_uids', value: 128n },
      { kind: 'mechanism-count', count: 2 },
      { kind: 'emission-split', split: [52_428, 13_107] },
    ])
    expect(plan.rows).toEqual([
      { what: 'max_allowed_uids', from: '256', to: '128' },
      { what: 'mechanisms', from: '1', to: '2' },
      { what: 'emission of mechanism 0 (maps)', from: '100 %', to: '80 %' },
      { what: 'emission of mechanism 1 (team, innovation)', from: 'none', to: '20 %' },
    ])
  })

  test('and have their own where it allows three with so many UIDs', () => {
    const facts = { ...fresh, limits: { ...fresh.limits, maximumMechanisms: 4 } }
    expect(planOf(design(all, { max_allowed_uids: 85n }), facts).steps[2]).toEqual({
      kind: 'emission-split',
      split: [52_428, 9_830, 3_277],
    })
    expect(planOf(design(all, { max_allowed_uids: 86n }), facts).steps[1]).toEqual({
      kind: 'mechanism-count',
      count: 2,
    })
  })

  test('a split that was right before the count changed is set again: the chain clears it', () => {
    const facts = {
      ...fresh,
      mechanismCount: 3,
      emissionSplit: [52_428, 13_107, 0],
      hyperparameters: { ...values, max_allowed_uids: 64n },
    }
    expect(planOf(design([commodity, { ...team, share: 2_000 }]), facts).steps).toEqual([
      { kind: 'mechanism-count', count: 2 },
      { kind: 'emission-split', split: [52_428, 13_107] },
    ])
  })

  test('two teams and a commodity are one too many', () => {
    const second: Mechanism = { id: 'designers', kind: 'team', share: 0 }
    const plan = planOf(design([...all, second], { max_allowed_uids: 64n }), fresh)
    expect(plan.problems).toEqual([
      {
        at: '/mechanisms/4',
        message: 'This makes 3 mechanisms on chain, which allows 2 a subnet: remove one.',
      },
    ])
  })
})

describe('what the chain would refuse is told', () => {
  const problems = (hyperparameters: Design['hyperparameters'], facts: Partial<SubnetFacts> = {}) =>
    planOf(design([commodity, team], { max_allowed_uids: 128n, ...hyperparameters }), {
      ...fresh,
      ...facts,
    }).problems

  test.each<[string, Design['hyperparameters'], Partial<SubnetFacts>, string, RegExp]>([
    ['too many UIDs', { max_allowed_uids: 129n }, {}, '/hyperparameters/max_allowed_uids', /uids: 128`/],
    ['too few UIDs', { max_allowed_uids: 63n }, {}, '/hyperparameters/max_allowed_uids', /at least 64/],
    [
      'fewer UIDs than neurons',
      { max_allowed_uids: 100n },
      { neurons: 101 },
      '/hyperparameters/max_allowed_uids',
      /at least 101/,
    ],
    ['no such hyperparameter here', { rho: 10n }, {}, '/hyperparameters/rho', /no `rho`/],
    ['burns crossed', { max_burn: 500_000n }, {}, '/hyperparameters/max_burn', /below `max_burn` \(0\.0005/],
    ['alpha values', { alpha_values: [2_000n, 3_000n] }, {}, '/hyperparameters/alpha_values', /add `liq/],
  ])('%s', (_, hyperparameters, facts, at, message) => {
    expect(problems({ ...hyperparameters }, facts)).toEqual([{ at, message: expect.stringMatching(message) }])
  })

  test('UIDs that nobody has lowered', () => {
    expect(planOf(design([commodity, team]), fresh).problems).toMatchObject([
      { at: '/mechanisms', message: expect.stringMatching(/set `max_allowed_uids: 128`/) },
    ])
  })

  test('nothing, where only what is there already is written out', () => {
    expect(planOf(design([{ ...commodity, share: 10_000 }], values), fresh)).toEqual({
      steps: [],
      rows: [],
      problems: [],
    })
    expect(
      planOf(
        design([{ ...commodity, share: 10_000 }], { burn_increase_mult: fixedOf(1_260_000_000n) }),
        fresh,
      ).steps,
    ).toEqual([])
  })
})

// What follows plays the chain: it refuses as AdminUtils and the mechanisms of SubtensorModule refuse.

function refusalOf(step: ReturnType<typeof planOf>['steps'][number], chain: SubnetFacts): string | null {
  const { hyperparameters: now, limits } = chain
  const uids = Number(now.max_allowed_uids)
  switch (step.kind) {
    case 'mechanism-count':
      if (step.count < 1 || step.count > limits.maximumMechanisms) return 'InvalidValue'
      return uids * step.count > limits.maximumUids ? 'TooManyUIDsPerMechanism' : null
    case 'emission-split': {
      const sum = step.split.reduce((left, share) => left + share, 0)
      return step.split.length !== chain.mechanismCount || sum !== 65_535 ? 'InvalidValue' : null
    }
    case 'hyperparameter':
      return settingRefusal(step.name, step.value, chain)
  }
}

function settingRefusal(name: string, value: HyperparameterValue, chain: SubnetFacts): string | null {
  const { hyperparameters: now, limits } = chain
  if (name === 'max_allowed_uids') {
    const fits = Number(value) * chain.mechanismCount <= limits.maximumUids
    const least = Math.max(limits.minimumUids, chain.neurons)
    return fits && Number(value) >= least ? null : 'TooManyUIDsPerMechanism'
  }
  if (name === 'min_burn') return value < (now.max_burn ?? 0) ? null : 'ValueNotInBounds'
  if (name === 'max_burn') return value > (now.min_burn ?? 0) ? null : 'ValueNotInBounds'
  return name === 'alpha_values' && now.liquid_alpha_enabled === false ? 'LiquidAlphaDisabled' : null
}

const settingArbitrary = (type: HyperparameterType): fc.Arbitrary<HyperparameterValue> => {
  if (type.kind === 'boolean') return fc.boolean()
  if (type.kind === 'choice') return fc.integer({ min: 0, max: type.choices.length - 1 }).map(BigInt)
  const number = fc.bigInt({ min: type.minimum, max: type.maximum })
  if (type.kind !== 'pair') return number
  return fc.tuple(number, number).map(([a, b]) => (a < b ? [a, b] : [b, a]))
}

const settings = fc.record(
  Object.fromEntries(
    Object.entries(HYPERPARAMETERS)
      .filter(([name]) => values[name] !== undefined)
      .map(([name, { type }]) => [name, settingArbitrary(type)]),
  ),
  { requiredKeys: [] },
) as fc.Arbitrary<Design['hyperparameters']>

const designs: fc.Arbitrary<Design> = fc
  .tuple(
    fc.subarray([team, innovation, selling, { ...team, id: 'designers' }]),
    fc.array(fc.nat(10_000)),
    settings,
  )
  .map(([others, cuts, hyperparameters]) => {
    const earning = [commodity, ...others.filter(({ kind }) => kind !== 'selling')]
    const edges = [...earning.slice(1).map((_, place) => cuts[place] ?? 0), 0, 10_000].toSorted(
      (a, b) => a - b,
    )
    const shared = earning.map((one, place) => ({
      ...one,
      share: (edges[place + 1] ?? 0) - (edges[place] ?? 0),
    }))
    return { mechanisms: [...shared, ...others.filter(({ kind }) => kind === 'selling')], hyperparameters }
  })

const chains: fc.Arbitrary<SubnetFacts> = fc
  .record({
    mechanismCount: fc.integer({ min: 1, max: 4 }),
    uids: fc.integer({ min: 64, max: 256 }),
    neurons: fc.integer({ min: 0, max: 70 }),
    burns: fc.tuple(fc.bigInt(0n, 999_999_999n), fc.bigInt(100_000_001n, 10n ** 12n)),
    liquid: fc.boolean(),
    split: fc.option(fc.array(fc.nat(65_535), { maxLength: 4 }), { nil: null }),
    maximumMechanisms: fc.integer({ min: 1, max: 4 }),
  })
  .filter(({ mechanismCount, uids, burns: [min, max], neurons, maximumMechanisms }) => {
    return uids * mechanismCount <= 256 && min < max && neurons <= uids && mechanismCount <= maximumMechanisms
  })
  .map(({ mechanismCount, uids, neurons, burns, liquid, split, maximumMechanisms }) => ({
    ...fresh,
    mechanismCount,
    neurons,
    emissionSplit: split,
    limits: { ...fresh.limits, maximumMechanisms },
    hyperparameters: {
      ...values,
      max_allowed_uids: BigInt(uids),
      min_burn: burns[0],
      max_burn: burns[1],
      liquid_alpha_enabled: liquid,
    },
  }))

test('a plan without a problem is taken step by step, and then nothing is left to plan', () => {
  let taken = 0
  fc.assert(
    fc.property(designs, chains, (wanted, before) => {
      const { steps, problems } = planOf(wanted, before)
      if (problems.length > 0) return
      taken += 1
      let chain = before
      for (const step of steps) {
        expect(refusalOf(step, chain)).toBeNull()
        chain = applied(chain, step)
      }
      expect(planOf(wanted, chain)).toEqual({ steps: [], rows: [], problems: [] })
      expect(Object.keys(chain.hyperparameters)).toEqual(Object.keys(before.hyperparameters))
    }),
    { numRuns: 3_000 },
  )
  expect(taken).toBeGreaterThan(300)
})
