import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { terms } from '../../../test/support/commands.ts'
import { editIdea } from '../../mechanisms/idea/decide.ts'
import { bodyHashOf, earlierHashesOf } from './body-hash.ts'

const FORM = '### Problem title\n\nMaps\n\n### Article link\n\nhttps://arxiv.org'
const raw = (body: string) => createHash('sha256').update(body).digest('hex')

test.for([
  ['CR LF where LF was', FORM.replaceAll('\n', '\r\n')],
  ['white space at the ends of lines', FORM.replaceAll('\n', ' \t\n')],
  ['empty lines at the end', `${FORM}\r\n\r\n`],
] as const)('%s is no edit', ([, body]) => {
  expect(bodyHashOf(body)).toBe(bodyHashOf(FORM))
})

test.for([
  ['another word', FORM.replace('Maps', 'Map')],
  ['a line less', FORM.replace('\n\n', '\n')],
  ['a line drawn in', FORM.replace('Maps', ' Maps')],
] as const)('%s is an edit', ([, body]) => {
  expect(bodyHashOf(body)).not.toBe(bodyHashOf(FORM))
  expect(earlierHashesOf(body)).not.toContain(raw(FORM))
})

test('what was kept before of the text as it came is known again, with either end of line', () => {
  const windows = FORM.replaceAll('\n', '\r\n')
  for (const stored of [FORM, windows])
    for (const edited of [FORM, windows]) expect(earlierHashesOf(edited)).toContain(raw(stored))
})

/** Edited after the deposit was paid, while this digest of the form is kept. */
function editedOf(bodyHash: string, body: string) {
  const state = { phase: 'funding', idea: { terms: { ...terms, bodyHash }, editedAfterPayment: [] } }
  const after = { ...terms, bodyHash: bodyHashOf(body) }
  const source = { kind: 'issue', issue: 3 } as const
  const command = {
    type: 'EditIdea',
    isChange: true,
    terms: after,
    earlierHashes: earlierHashesOf(body),
    at: 1,
    source,
  } as const
  return editIdea(state as never, command)
}

test('an idea that an earlier version kept is edited by other words alone', () => {
  const stored = raw(`${FORM}  \n`)
  expect(editedOf(stored, `${FORM}  \n`.replaceAll('\n', '\r\n'))).toMatchObject({ events: [] })
  expect(editedOf(stored, FORM.replace('Maps', 'Map'))).toMatchObject({ events: [{ changed: ['text'] }] })
})
