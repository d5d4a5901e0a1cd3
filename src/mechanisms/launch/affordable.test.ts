import fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultConfig } from '../config.ts'
import { RAO_PER_TAO, rao } from '../money.ts'
import { targetFor } from './affordable.ts'
import { leftOf } from './amounts.ts'

const share = fc.integer({ min: 0, max: 4_000 })

test('the target that is named pays for the registration, and one TAO less does not', () => {
  fc.assert(
    fc.property(fc.bigInt(1n, 10n ** 15n), share, share, fc.boolean(), (cost, bounty, reward, isOnce) => {
      const config = {
        ...defaultConfig,
        probation: { ...defaultConfig.probation, bountyBasisPoints: bounty },
        discoverer: { reward: isOnce ? 'once' : 'dividend', shareBasisPoints: reward },
        funding: { ...defaultConfig.funding, maximumTarget: rao(2n ** 63n) },
      } as const
      const target = targetFor(cost, config) ?? rao(0n)
      expect(leftOf(target, config)).toBeGreaterThanOrEqual(cost)
      if (target >= RAO_PER_TAO) expect(leftOf(rao(target - RAO_PER_TAO), config)).toBeLessThan(cost)
    }),
  )
})

test('no target is named that the settings do not allow', () => {
  expect(targetFor(defaultConfig.funding.maximumTarget, defaultConfig)).toBeNull()
  const launch = { ...defaultConfig.launch, lockCostLimit: rao(5n) }
  expect(targetFor(6n, { ...defaultConfig, launch })).toBeNull()
  expect(targetFor(5n, { ...defaultConfig, launch })).toBe(RAO_PER_TAO)
})
