import { expect, test } from 'vitest'
import { fakePorts, invocation } from '../kit/testing/payloads.ts'
import { help, status } from './answers.ts'

test('help and status are answers alone', async () => {
  expect(await help.run(invocation(), fakePorts())).toEqual({ kind: 'answer', answer: { kind: 'help' } })
  expect(await status.run(invocation(), fakePorts())).toEqual({
    kind: 'answer',
    answer: { kind: 'status', stream: 'subnet:7:3' },
  })
})
