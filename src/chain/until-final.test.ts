import type { ApiPromise, WsProvider } from '@polkadot/api'
import { expect, test } from 'vitest'
import type { Signed } from './sign-once.ts'
import { CutOff, untilFinal } from './until-final.ts'

const provider = { on: () => () => undefined } as unknown as WsProvider

type Told = (result: unknown) => void

/** What the wait ends with where the node does this with an extrinsic that it is sent. */
const ended = (send: (told: Told) => Promise<() => void>): Promise<unknown> =>
  untilFinal({ api: { isConnected: true } as ApiPromise, provider, patience: 60_000 }, {
    extrinsic: { send },
  } as unknown as Signed).catch((error) => error)

const says = (type: string) =>
  ended(async (told) => {
    told({ isError: true, status: { type, isInvalid: type === 'Invalid' } })
    return () => undefined
  })

const refuses = (code: number) =>
  ended(() => Promise.reject(Object.assign(new Error(`${code}: no`), { code })))

test.each(['Dropped', 'Usurped', 'FinalityTimeout'])(
  'what a node says is %s may be in a block all the same',
  async (type) => {
    expect(await says(type)).toBeInstanceOf(CutOff)
  },
)

test('what is invalid is in no block', async () => {
  expect(await says('Invalid')).toEqual(new Error('The extrinsic was invalid.'))
})

test('what a node has had already may be in a block; what it does not take is in none', async () => {
  expect(await refuses(1012)).toBeInstanceOf(CutOff)
  expect(await refuses(1013)).toBeInstanceOf(CutOff)
  for (const code of [1010, 1014, 1016]) {
    const error = await refuses(code)
    expect(error).toMatchObject({ code })
    expect(error).not.toBeInstanceOf(CutOff)
  }
})
