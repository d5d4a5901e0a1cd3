import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ChainRefusal } from '../chain/refusal.ts'
import { explain } from './explain.ts'

test('an error of the chain is told with what it means and what to do', () => {
  expect(explain(new ChainRefusal('Crowdloan.CapRaised'))).toBe(
    'The chain refused it: Crowdloan.CapRaised. The crowdloan has its target already, so it takes nothing more. ' +
      'Look for another idea: `tributary ideas --phase funding`.\nNothing was moved but the network fee.',
  )
  expect(explain(new ChainRefusal('SubtensorModule.SameNetuid'))).toMatch(
    'SubtensorModule.SameNetuid. It says no more than that: same netuid.',
  )
  expect(explain(new ChainRefusal('constructor'))).toMatch('It says no more than that: constructor.')
})

test('what a node does not take is told with its own words behind', () => {
  const poor = new Error(
    '1010: Invalid Transaction: Inability to pay some fees , e.g. account balance too low',
  )
  expect(explain(poor)).toMatch(
    /^The node did not take it: The key has too little free TAO for the network fee\./,
  )
  expect(explain(new Error('No node answers.'))).toBe('No node answers.')
})

test('each name that has words is one of the runtime', () => {
  const source = readFileSync(join(import.meta.dirname, 'chain-errors.ts'), 'utf8')
  const names = [...source.matchAll(/^ {2}'(\w+)\.(\w+)':/gm)].map(([, pallet = '', name = '']) => [
    pallet,
    name,
  ])
  expect(names.length).toBeGreaterThan(25)
  const metadata = ['local-424.json', 'implemented-subnets.ts']
    .map((file) => readFileSync(join(import.meta.dirname, '../local/subtensor/metadata', file), 'utf8'))
    .join('')
  for (const [, name = ''] of names) expect(metadata, name).toContain(name)
})
