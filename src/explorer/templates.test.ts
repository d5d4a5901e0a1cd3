import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { refundReasons } from '../handlers/deposit/words.ts'
import { eventNames, intentNames, sentences } from '../handlers/words.ts'
import { kinds } from '../mechanisms/streams/kinds.ts'
import { createLinker } from './links.ts'
import { PHASES } from './request.ts'
import { createRender } from './templates.ts'

const folder = join(import.meta.dirname, '../../templates')
const files = globSync(['explorer/**/*.eta', '*/{panel,page,part,fact,income,event,intent}/*.eta'], {
  cwd: folder,
})
const link = createLinker({ github: 'https://github.com', chain: null })
const render = createRender({ title: 'Tributary', market: null, link }, sentences)
const words = (template: string, page: object) =>
  render(template, page)
    .replace(/<[^>]*>/g, '')
    .trim()

describe.each(files)('%s', (file) => {
  const text = readFileSync(join(folder, file), 'utf8')

  test('shows nothing unescaped but other templates', () => {
    const raw = text.match(/<%[-_]?~[^%]*/g) ?? []
    for (const tag of raw) expect(tag).toMatch(/^<%~ (include\(|it\.body)/)
  })

  test('includes only what is there', () => {
    for (const [, path] of text.matchAll(/(?:include|layout)\('([^']*)'/g))
      expect(existsSync(join(folder, `${path}.eta`)), path).toBe(true)
  })

  test('has no script and no inline style, and every way out carries its rel', () => {
    // The one form there is asks the same place, and is a link like any other once it is sent.
    const others = text.replace('<form class="ask" action="/market" method="get" role="search">', '')
    expect(others).not.toMatch(/<script|<style|\sstyle=|\son\w+=|javascript:|<form|<iframe/i)
    for (const [anchor] of text.matchAll(/<a [^>]*href="<%=[^%]*%>"[^>]*>/g)) {
      const inside = /href="<%= (self|it\.json|it\.feed \?\? '[^']*'|it\.href\([^%]*\)) %>/.test(anchor)
      expect(inside || anchor.includes('rel="nofollow noopener noreferrer"'), anchor).toBe(true)
    }
  })
})

test('every event and payment has a sentence of its own, and none is left over', () => {
  const types = Object.values(kinds).flatMap((rules) => rules.events)
  expect(Object.keys(eventNames).toSorted()).toEqual([...new Set(types)].toSorted())
  const there = globSync('*/{event,intent}/*.eta', { cwd: folder })
  const named = [eventNames, intentNames].flatMap((names) => Object.values(names))
  expect(there.toSorted()).toEqual([...new Set(named)].map((name) => `${name}.eta`).toSorted())
})

test('an event of a later version is told by its name', () => {
  const entry = {
    position: 1,
    hash: 'a'.repeat(64),
    repository: null,
    event: { type: 'SubnetSplit', at: 0, source: { kind: 'errand', name: 'x' } },
  }
  expect(words('parts/entry', { entry })).toContain('SubnetSplit')
})

test('every phase, payment and reason has words', () => {
  for (const name of PHASES) expect(words('parts/phase-name', { name })).toMatch(/^[A-Z]/)

  for (const kind of Object.keys(intentNames)) {
    expect(words('parts/payment-name', { kind })).not.toBe(kind)
  }
  expect(words('parts/payment-name', { kind: 'bonus' })).toBe('bonus')

  for (const reason of Object.keys(refundReasons))
    expect(words('../deposit/part/refund-reason', { reason })).toContain(' ')
})
