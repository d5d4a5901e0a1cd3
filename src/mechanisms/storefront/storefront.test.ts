import { expect, test } from 'vitest'
import { stream } from '../../../test/support/commands.ts'
import { dissolvedTales } from '../../../test/support/dissolved-tale.ts'
import { reportStorefront } from '../../../test/support/mined-commands.ts'
import { minedTales } from '../../../test/support/mined-tales.ts'
import { tellSlowly } from '../../handlers/kit/testing/mined.ts'
import { errands } from '../subnet/errands.ts'

const wanted = (tale: Parameters<typeof tellSlowly>[0]) =>
  errands(tellSlowly(tale)).filter(({ kind }) => kind === 'storefront')

test('a live subnet wants a storefront, once', () => {
  expect(wanted(minedTales.probation)).toEqual([])
  expect(wanted(minedTales.passed)).toEqual([{ kind: 'storefront', key: `storefront:${stream()}` }])
  const opened = [...minedTales.passed, reportStorefront(5, 12), reportStorefront(6, 13)]
  expect(wanted(opened)).toEqual([])
  expect(tellSlowly(opened).storefront).toEqual({ issue: 12 })
})

test.each(['failed', 'incident'] as const)('%s: a subnet that has failed wants none', (name) => {
  expect(wanted(minedTales[name])).toEqual([])
})

test('nor does one that the chain has dissolved', () => {
  for (const tale of Object.values(dissolvedTales)) expect(wanted(tale)).toEqual([])
})
