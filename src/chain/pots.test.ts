import { expect, test } from 'vitest'
import {
  derivativeAddress,
  derivativeIndex,
  multisigAddress,
  potAddress,
  potsOf,
  treasuryOf,
} from './pots.ts'

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

test('each subnet has an escrow and a treasury pot of its own', () => {
  const treasury = '5DnowFkXHuvv5PwXAedoneD7SKmci7WRkfpS2izURzCrBCxj'
  expect(potsOf(treasury, 0)).toEqual({
    ordinal: 0,
    float: treasury,
    escrow: '5DhMZ5J8hk1NtXyAdni5wRnAgpy6Ga7Rjo2r9uaPZZiPtHTV',
    treasury: '5FeYnPTNnswR6qTznJiYPmcaBPmEbp4fo37a2RPFdJsHfahs',
  })
  expect(derivativeIndex({ kind: 'escrow', ordinal: 3 })).toBe(6)
  expect(derivativeIndex({ kind: 'treasury', ordinal: 32_767 })).toBe(65_535)
  expect(potAddress(treasury, { kind: 'float' })).toBe(treasury)
})

test('signatories that make no multisig account are refused with the reason', () => {
  expect(() => treasuryOf(alice, [], 1)).toThrow('at least one guardian')
  expect(() => treasuryOf(alice, [bob, bob], 1)).toThrow('named twice')
  expect(() => treasuryOf(alice, [alice], 1)).toThrow("treasury's own key")
  expect(() => treasuryOf(alice, [bob], 3)).toThrow('between 1 and 2, not 3')
  expect(treasuryOf(alice, [charlie, bob], 2).guardians).toEqual([bob, charlie])
})
