import { verify } from '@octokit/webhooks-methods'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { MARKET, ORGANISATION } from './people.ts'
import { type Scene, setScene } from './testing/world.ts'

const issues = `/repos/${ORGANISATION}/${MARKET}/issues`
let scene: Scene

beforeEach(async () => {
  scene = await setScene()
})
afterEach(() => scene.stop())

async function open(count: number): Promise<void> {
  for (let n = 1; n <= count; n++) await scene.as('dana', 'POST', issues, { title: `Idea ${n}` })
  await scene.github.control.idle()
}

const deliveries = async (query = {}) => (await scene.app.rest.apps.listWebhookDeliveries(query)).data
const titles = () =>
  scene.hook.received.map(({ payload }) => (payload.issue as { title: string } | undefined)?.title).slice(1)

test('a failed delivery is listed as such, tried once, and arrives with the same guid when asked for again', async () => {
  scene.hook.answer(503)
  await open(1)
  const [failed] = await deliveries({ status: 'failure' })
  expect(failed).toMatchObject({
    event: 'issues',
    action: 'opened',
    status: 'Invalid HTTP Response: 503',
    status_code: 503,
    redelivery: false,
  })
  expect(titles()).toEqual(['Idea 1'])

  scene.hook.answer(200)
  await scene.app.rest.apps.redeliverWebhookDelivery({ delivery_id: failed?.id ?? 0 })
  await scene.github.control.idle()
  const [again] = await deliveries({ status: 'success' })
  expect(again).toMatchObject({ guid: failed?.guid, redelivery: true, status: 'OK', status_code: 200 })
  expect(again?.id).not.toBe(failed?.id)
  const [, first, second] = scene.hook.received
  expect(second?.text).toBe(first?.text)
  expect(second?.headers['x-github-delivery']).toBe(failed?.guid)
})

test('a delivery shows the request and the answer', async () => {
  await open(1)
  const [{ id } = { id: 0 }] = await deliveries()
  const { data } = await scene.app.rest.apps.getWebhookDelivery({ delivery_id: id })
  expect(data.request.headers?.['X-Hub-Signature-256']).toMatch(/^sha256=/)
  expect(data.request.payload).toEqual(scene.hook.received.at(-1)?.payload)
  expect(data.response.payload).toBe('heard')
})

test('deliveries are paged by a cursor, newest first, and each is on one page', async () => {
  await open(6)
  const pages = await scene.app.paginate(scene.app.rest.apps.listWebhookDeliveries, { per_page: 3 })
  expect(pages.map(({ id }) => id)).toEqual([7, 6, 5, 4, 3, 2, 1])
})

test('an App that cannot be reached has failed deliveries', async () => {
  scene.github.setWebhookUrl('http://127.0.0.1:9/')
  await open(1)
  expect((await deliveries())[0]).toMatchObject({ status: 'failed to connect to host', status_code: 502 })
})

test('deliveries are for the App alone', async () => {
  for (const login of ['ops', 'dana'])
    expect((await scene.as(login, 'GET', '/app/hook/deliveries')).status).toBe(401)
  await expect(scene.app.rest.apps.getWebhookDelivery({ delivery_id: 999 })).rejects.toMatchObject({
    status: 404,
  })
})

test('the App can move its webhook and change the secret', async () => {
  // Not by its method: Octokit takes the parameter `url` for the address of the request.
  await scene.app.request('PATCH /app/hook/config', {
    data: { secret: 'another', url: `${scene.hook.url}?moved` },
  })
  await open(1)
  const { data } = await scene.app.rest.apps.getWebhookConfigForApp()
  expect(data.url).toBe(`${scene.hook.url}?moved`)
  const last = scene.hook.received.at(-1)
  expect(await verify('another', last?.text ?? '', String(last?.headers['x-hub-signature-256']))).toBe(true)
})

test('webhooks can be failed, held, doubled and shuffled', async () => {
  const { control } = scene.github
  control.webhooks('fail')
  await open(1)
  expect(titles()).toEqual([])
  expect(control.deliveries().at(-1)).toMatchObject({ status_code: 502 })

  control.webhooks('hold')
  await open(3)
  expect(titles()).toEqual([])
  await control.release(
    ([first, second, third]) =>
      [third, first, first].filter((one) => one !== undefined && one !== second) as never,
  )
  expect(titles().toSorted()).toEqual(['Idea 1', 'Idea 1', 'Idea 3'])
  expect(control.deliveries().at(-2)).toMatchObject({ status_code: 502 })
  await control.redeliver(control.deliveries().at(-2)?.id ?? 0)
  expect(titles().at(-1)).toBe('Idea 2')
})
