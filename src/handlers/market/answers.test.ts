import { expect, test } from 'vitest'
import { fakePorts, invocation } from '../kit/testing/payloads.ts'
import { help, status } from './answers.ts'

test('help and status are answers alone', async () => {
  const { at, person } = invocation()
  expect(await help.run(invocation(), fakePorts())).toEqual({
    kind: 'answer',
    answer: { kind: 'help', asked: { at, by: person.id } },
  })
  expect(await status.run(invocation(), fakePorts())).toEqual({
    kind: 'answer',
    answer: { kind: 'status', stream: 'subnet:7:3', askedOn: null },
  })
  const asked = {
    ...invocation(),
    subject: { kind: 'proposal', stream: 'subnet:7:3', pull: 4 },
    issue: 4,
  } as const
  expect(await status.run(asked, fakePorts())).toMatchObject({ answer: { askedOn: 4 } })
})
