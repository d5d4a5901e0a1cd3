import { createHash } from 'node:crypto'
import { hexToU8a, stringToU8a } from '@polkadot/util'
import { signatureVerify } from '@polkadot/util-crypto'
import type { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { live } from '../../../test/support/addressed.ts'
import { pair } from '../../../test/support/chain-world.ts'
import { coldkeys, repository, stream } from '../../../test/support/commands.ts'
import { minedConfig } from '../../../test/support/mined-commands.ts'
import { soldTale } from '../../../test/support/mined-tales.ts'
import { signWith } from '../../chain/keystore.ts'
import { createExplorer } from '../../explorer/explorer.ts'
import { keepConfig } from '../../ledger/configs.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { openLedger } from '../../ledger/open.ts'
import { rebuild } from '../../ledger/rebuild.ts'
import { subnetSelling } from '../../ledger/subnets.ts'
import { alpha } from '../../mechanisms/money.ts'
import { lineageOf } from '../../mechanisms/streams/names.ts'
import { type InForce, servedDesign } from '../launch/in-force.ts'
import { panels } from '../panels.ts'
import { resources } from '../resources.ts'
import { sentences } from '../words.ts'
import { prepareNothing, readOffer } from './offer.ts'
import { bought } from './senses.ts'

let ledger: Ledger
let app: Hono
beforeAll(async () => {
  ledger = await openLedger()
  await keepConfig(ledger.queries, repository.id, minedConfig)
  await live(ledger, stream(), soldTale)
  const links = { github: 'https://github.com', chain: null }
  const sign = signWith(pair('Alice'))
  app = createExplorer({ ledger, links, title: 'Tributary', panels, sentences, resources, sign })
})
afterAll(() => ledger.close())

const units = (amount: number) => BigInt(amount) * 1_000_000_000n
const get = async (path: string) => app.request(`/api/ideas/1/shares${path}`)
const sharesAt = async (path: string) => {
  const { table } = (await (await get(path)).json()) as {
    table: { whole: string; from_block: number; shares: { coldkey: string; parts: string }[] }
  }
  const all = table.shares.map(({ coldkey, parts }) => [coldkey, Number(parts) / Number(table.whole)])
  return { from: table.from_block, ...Object.fromEntries(all) }
}

test('S1 in its own numbers, and the tables of before stay readable', async () => {
  const { eva, fox, ben } = coldkeys
  expect(await sharesAt('')).toEqual({ from: 902, [eva]: 0.4, [fox]: 0.1, [ben]: 0.5 })
  expect(await sharesAt('?block=901')).toEqual({ from: 901, [eva]: 0.8, [fox]: 0.2 })
  expect(await sharesAt('?block=899')).toEqual({ from: null })
  expect((await get('?block=x')).status).toBe(400)
})

test('a gateway can check it by itself, and asks again for next to nothing', async () => {
  const answer = await get('')
  const { table, digest, signed } = (await answer.json()) as {
    table: object
    digest: string
    signed: { by: string; signature: string }
  }
  expect(createHash('sha256').update(JSON.stringify(table)).digest('hex')).toBe(digest)
  const text = stringToU8a(`tributary:shares:v1:${digest}`)
  expect(signatureVerify(text, hexToU8a(signed.signature), signed.by).isValid).toBe(true)
  expect(signed.by).toBe(pair('Alice').address)
  const etag = answer.headers.get('etag') ?? ''
  const again = await app.request('/api/ideas/1/shares', { headers: { 'if-none-match': etag } })
  expect(again.status).toBe(304)
})

test('the architecture in force is served too, and read again to the last bit', async () => {
  const { architecture } = (await (await app.request('/api/ideas/1/architecture')).json()) as {
    architecture: InForce
  }
  const { launch } = await ledger.readSubnet(stream())
  expect(architecture).toMatchObject({ netuid: 2, registered_in: launch?.registeredIn, tag: launch?.tag })
  const { mechanisms, hyperparameters } = launch?.architecture ?? {}
  expect(servedDesign(architecture)).toEqual({ mechanisms, hyperparameters })
  const values = { liquid_alpha_enabled: true, alpha_values: ['1', '2'] as const, tempo: '99' }
  expect(servedDesign({ ...architecture, hyperparameters: values }).hyperparameters).toEqual({
    liquid_alpha_enabled: true,
    alpha_values: [1n, 2n],
    tempo: 99n,
  })
})

test('the page shows who has which share', async () => {
  const page = await (await app.request('/ideas/1?tab=all')).text()
  expect(page).toContain('Shares of the output')
  expect(page).toMatch(/3 buyers, as of block 902/)
  expect(page).toContain('50 %')
})

test('who asks is offered what is left to the others, and nothing where no subnet is live', async () => {
  const { ada, eva, fox, ben } = coldkeys
  const asked = { coldkey: fox, more: alpha(500n) }
  const nowhere = await readOffer(ledger.queries, prepareNothing, stream(2), asked)
  expect(nowhere).toEqual({ phase: 'none' })
  const offer = await readOffer(ledger.queries, prepareNothing, stream(), asked)
  expect(offer).toMatchObject({ netuid: 2, block: 902, buyers: 3, sold: units(2_000), own: units(200) })
  expect(offer).toMatchObject({ ready: { held: 0n, callHex: null }, more: 500n })
  expect('others' in offer && offer.others.map(({ coldkey }) => coldkey)).toEqual([ben, eva])
  const strange = await readOffer(ledger.queries, prepareNothing, stream(), { coldkey: ada, more: null })
  expect(strange).toMatchObject({ own: 0n, ready: null, buyers: 3 })
})

test('alpha of another network, or to another pot, buys nothing', async () => {
  expect(await subnetSelling(ledger.queries, 0, 2)).toBe(stream())
  expect(await subnetSelling(ledger.queries, 0, 3)).toBeNull()
  const [last] = soldTale.slice(-1)
  if (last?.type !== 'SeePurchase') throw new Error('the tale ends with a purchase')
  const { extrinsic, alpha: amount, at, source } = last
  const sent = { kind: 'alpha', sender: coldkeys.ada, amount, transfer: 0 } as const
  const later = { ...extrinsic, block: 950 }
  const hear = (netuid: number, kind: 'treasury' | 'escrow') =>
    ledger.write((writing) =>
      bought.record(
        writing,
        { ...sent, netuid, pot: { kind, ordinal: 0 }, extrinsic: later },
        { at, source },
      ),
    )
  expect([await hear(3, 'treasury'), await hear(2, 'escrow')]).toEqual([false, false])
  expect(await hear(2, 'treasury')).toBe(true)
  expect(await sharesAt('')).toMatchObject({ from: 950, [coldkeys.ada]: 333_333_333_333 / 1e12 })
})

test('who inherits a coldkey has its share from then on, and the ledger rebuilt says the same', async () => {
  const { eva, hotkey } = coldkeys
  const before = await sharesAt('')
  const source = { kind: 'block', block: 960, blockHash: '0x960', extrinsic: 0 } as const
  await ledger.write(({ handle }) =>
    handle(lineageOf(eva), { type: 'SeeSwap', from: eva, to: hotkey, at: 1, source }),
  )
  const { [eva]: inherited, from: _, ...others } = before as Record<string, number | null>
  expect(await sharesAt('')).toEqual({ ...others, from: 960, [hotkey]: inherited })
  expect(await sharesAt('?block=959')).toEqual(before)
  await ledger.write(({ queries }) => rebuild(queries))
  expect(await sharesAt('')).toEqual({ ...others, from: 960, [hotkey]: inherited })
})
