import { expect, test } from 'vitest'
import { derivativeIndex, LAST_ORDINAL, numbered, potIn } from '../mechanisms/pots.ts'
import { derivativeAddress, multisigAddress, potAddress, potsOf, tillOf, treasuryOf } from './pots.ts'

const KINDS = ['escrow', 'treasury', 'payroll', 'hotkey'] as const

const alice = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'
const bob = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty'
const charlie = '5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y'

// Reckoned with another program from the formula in the doc comments.
test('a multisig account follows from its signatories, in any order, and the threshold', () => {
  expect(multisigAddress([alice, bob, charlie], 2)).toBe('5DjYJStmdZ2rcqXbXGX7TW85JsrW6uG4y9MUcLq2BoPMpRA7')
  expect(multisigAddress([charlie, alice, bob], 2)).toBe('5DjYJStmdZ2rcqXbXGX7TW85JsrW6uG4y9MUcLq2BoPMpRA7')
  expect(multisigAddress([alice, bob], 1)).toBe('5DnowFkXHuvv5PwXAedoneD7SKmci7WRkfpS2izURzCrBCxj')
})

test('a derivative account follows from its parent and the index', () => {
  const parent = '5DnowFkXHuvv5PwXAedoneD7SKmci7WRkfpS2izURzCrBCxj'
  expect(derivativeAddress(parent, 0)).toBe('5DhMZ5J8hk1NtXyAdni5wRnAgpy6Ga7Rjo2r9uaPZZiPtHTV')
  expect(derivativeAddress(parent, 7)).toBe('5FtDbvsyp1UraEAzfHDunV7FzCvFVUm9kB3iaEKjY47uZ9Nw')
  expect(derivativeAddress(parent, 65_535)).toBe('5HGk6iCfe2YnALwRWYNHzdz1w8MGMUGm7rbXUnYi5kw4dnj2')
})

test('each subnet has four accounts of its own, and the till is nobody’s', () => {
  const treasury = '5DnowFkXHuvv5PwXAedoneD7SKmci7WRkfpS2izURzCrBCxj'
  expect(potsOf(treasury, 0)).toEqual({
    ordinal: 0,
    float: treasury,
    escrow: '5DhMZ5J8hk1NtXyAdni5wRnAgpy6Ga7Rjo2r9uaPZZiPtHTV',
    treasury: '5FeYnPTNnswR6qTznJiYPmcaBPmEbp4fo37a2RPFdJsHfahs',
    payroll: derivativeAddress(treasury, 2),
    hotkey: derivativeAddress(treasury, 3),
  })
  expect(potAddress(treasury, { kind: 'float' })).toBe(treasury)
  expect(tillOf(treasury)).toBe('5HGk6iCfe2YnALwRWYNHzdz1w8MGMUGm7rbXUnYi5kw4dnj2')
  const indices = Array.from({ length: LAST_ORDINAL + 1 }, (_, ordinal) =>
    KINDS.map((kind) => derivativeIndex(numbered(kind, ordinal))),
  ).flat()
  expect(new Set([...indices, derivativeIndex({ kind: 'till' })]).size).toBe(4 * (LAST_ORDINAL + 1) + 1)
  expect(Math.max(...indices.map(Number))).toBeLessThan(65_535)
  expect(derivativeIndex(numbered('escrow', LAST_ORDINAL + 1))).toBeGreaterThan(65_531)
})

test('of a subnet that was given two pots, these are the accounts that they were', () => {
  const pots = { ordinal: 3, payroll: null }
  expect(derivativeIndex(potIn(pots, 'escrow'))).toBe(6)
  expect(derivativeIndex(potIn(pots, 'treasury'))).toBe(7)
  expect(derivativeIndex({ kind: 'treasury', ordinal: 32_767 })).toBe(65_535)
  // The next one with four begins above all that were given out two by two.
  expect(derivativeIndex(numbered('escrow', 4))).toBeGreaterThan(7)
})

test('signatories that make no multisig account are refused with the reason', () => {
  expect(() => treasuryOf(alice, [], 1)).toThrow('at least one guardian')
  expect(() => treasuryOf(alice, [bob, bob], 1)).toThrow('named twice')
  expect(() => treasuryOf(alice, [alice], 1)).toThrow("treasury's own key")
  expect(() => treasuryOf(alice, [bob], 3)).toThrow('between 1 and 2, not 3')
  expect(treasuryOf(alice, [charlie, bob], 2).guardians).toEqual([bob, charlie])
})
