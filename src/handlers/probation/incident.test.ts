import MarkdownIt from 'markdown-it'
import { expect, test } from 'vitest'
import { people } from '../../../test/support/commands.ts'
import { goldenBeside } from '../../github/testing/golden.ts'
import { crowdedState, minedSituations } from '../kit/testing/mined-situations.ts'
import { renderIncident } from './incident.ts'

const { expectGolden } = goldenBeside(import.meta.dirname)

const OPEN = new Set<string>(['open', 'hostile', 'of-update'])

test.each([
  ['open', 'probation-incident', 40],
  ['rejected', 'probation-incident-rejected', 40],
  ['upheld', 'failed-incident', 40],
  ['of-update', 'update-incident', 40],
  ['of-update-upheld', 'update-upheld', 40],
  ['hostile', 'probation-hostile', 41],
] as const)('%s has its words', (name, situation, issue) => {
  const { state, facts } = minedSituations[situation]
  const thread = renderIncident(state, issue, facts)
  expect(thread?.labels).toEqual(OPEN.has(name) ? ['tributary:disputed'] : [])
  expectGolden(`incident-${name}`, thread?.body ?? '')
})

test('what is decided of one update says the same while another is made', () => {
  const { state, facts } = minedSituations['update-upheld']
  const { current } = state.update
  const next = current && { ...current, round: 3, guarantor: people.ben, startedAt: null }
  const later = { ...state, update: { ...state.update, current: next } }
  expect(renderIncident(later, 40, facts)).toEqual(renderIncident(state, 40, facts))
})

test('an issue that is no incident shows nothing', () => {
  const { state, facts } = minedSituations['probation-incident']
  expect(renderIncident(state, 99, facts)).toBeNull()
  expect(renderIncident(minedSituations.invited.state, 40, facts)).toBeNull()
})

test('text from outside stays text, however much there is', () => {
  const { state, facts } = minedSituations['probation-hostile']
  const { body } = renderIncident(state, 41, facts) ?? { body: '' }
  const html = new MarkdownIt({ html: true }).render(body)
  expect(html).not.toMatch(/<(img|script|b|h1)\b/)
  expect(html.match(/href="[^"]*"/g)).toEqual(['href="https://tributary.example/ideas/1"'])
  expect(renderIncident(crowdedState(state), 41, facts)?.body.length).toBeLessThan(65_000)
})
