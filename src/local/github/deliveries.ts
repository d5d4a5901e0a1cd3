import { createHmac, randomUUID } from 'node:crypto'
import type { Control, Delivery } from './control.ts'
import type { Row } from './emulator.ts'
import { theApp, theInstallation, type World } from './world.ts'

/** GitHub waits this long for an answer, in milliseconds, and tries once. */
const PATIENCE = 10_000
/** GitHub keeps deliveries for days; we keep this many. */
const KEPT = 2000
/** Characters of an answer that are kept. */
const ANSWER = 10_000

type Pending = Omit<Delivery, 'id'>

/** Sends webhooks to the App, once each, and keeps a record of every delivery. */
export type Sender = Pick<Control, 'webhooks' | 'release' | 'redeliver' | 'deliveries' | 'idle'> & {
  send: (event: string, payload: Record<string, unknown>) => void
  setUrl: (url: string) => void
  url: () => string
  setSecret: (secret: string) => void
  /** Gives up what is under way. */
  stop: () => Promise<void>
}

export function startSender(world: World, changed: () => void): Sender {
  let mode: 'send' | 'fail' | 'hold' = 'send'
  let url = ''
  const held: Delivery[] = []
  const underWay = new Set<Promise<void>>()
  const stopping = new AbortController()
  const { deliveries } = world
  for (const lost of deliveries.all()) {
    if (lost.status === 'pending') deliveries.update(lost.id, UNREACHABLE)
  }

  function record(delivery: Pending): Delivery & Row {
    const row = deliveries.insert(delivery)
    deliveries.delete(row.id - KEPT)
    changed()
    return row
  }

  function forward(delivery: Delivery): void {
    if (mode === 'hold') {
      held.push(delivery)
      return
    }
    const attempt = (mode === 'fail' ? Promise.resolve(UNREACHABLE) : post(delivery, stopping.signal)).then(
      (outcome) => {
        deliveries.update(delivery.id, outcome)
        underWay.delete(attempt)
        changed()
      },
    )
    underWay.add(attempt)
  }

  async function idle(): Promise<void> {
    while (underWay.size > 0) await Promise.all(underWay)
  }

  return {
    send: (event, payload) => {
      if (url !== '') forward(record(compose(world, event, payload, url)))
    },
    redeliver: (id) => {
      const earlier = deliveries.get(id)
      if (!earlier) throw new Error(`no delivery ${id}`)
      forward(record(again(world, earlier, url)))
      return idle()
    },
    release: (arrange = (all) => all) => {
      mode = 'send'
      const all = held.splice(0)
      const sent = arrange(all)
      for (const lost of all.filter((delivery) => !sent.includes(delivery)))
        deliveries.update(lost.id, UNREACHABLE)
      for (const delivery of sent) forward(delivery)
      return idle()
    },
    webhooks: (wanted) => {
      mode = wanted
    },
    deliveries: () => deliveries.all(),
    idle,
    setUrl: (to) => {
      url = to
    },
    url: () => url,
    stop: () => {
      stopping.abort()
      return idle()
    },
    setSecret: (secret) => {
      world.apps.update(theApp(world).id, { webhook_secret: secret })
      changed()
    },
  }
}

function compose(world: World, event: string, payload: Record<string, unknown>, url: string): Pending {
  const body = JSON.stringify(payload)
  const repository = payload.repository as { id?: number } | undefined
  return pending({
    guid: randomUUID(),
    event,
    action: typeof payload.action === 'string' ? payload.action : null,
    redelivery: false,
    installation_id: theInstallation(world).installation_id,
    repository_id: repository?.id ?? null,
    url,
    body,
    world,
  })
}

function again(
  world: World,
  { guid, event, action, installation_id, repository_id, request }: Delivery,
  url: string,
): Pending {
  return pending({
    guid,
    event,
    action,
    redelivery: true,
    installation_id,
    repository_id,
    url,
    body: request.body,
    world,
  })
}

type Parts = Pick<
  Delivery,
  'guid' | 'event' | 'action' | 'redelivery' | 'installation_id' | 'repository_id' | 'url'
>

function pending({ body, world, ...parts }: Parts & { body: string; world: World }): Pending {
  return {
    ...parts,
    delivered_at: new Date().toISOString(),
    duration: 0,
    status: 'pending',
    status_code: 0,
    request: { headers: headers(world, parts.guid, parts.event, body), body },
    response: null,
  }
}

function headers(world: World, guid: string, event: string, body: string): Record<string, string> {
  const app = theApp(world)
  const sign = (hash: string) => createHmac(hash, app.webhook_secret).update(body).digest('hex')
  return {
    Accept: '*/*',
    'Content-Type': 'application/json',
    'User-Agent': 'GitHub-Hookshot/local',
    'X-GitHub-Delivery': guid,
    'X-GitHub-Event': event,
    'X-GitHub-Hook-ID': String(app.app_id),
    'X-GitHub-Hook-Installation-Target-ID': String(app.app_id),
    'X-GitHub-Hook-Installation-Target-Type': 'integration',
    'X-Hub-Signature': `sha1=${sign('sha1')}`,
    'X-Hub-Signature-256': `sha256=${sign('sha256')}`,
  }
}

type PostResult = Pick<Delivery, 'status' | 'status_code' | 'duration' | 'response'>
const UNREACHABLE: PostResult = {
  status: 'failed to connect to host',
  status_code: 502,
  duration: 0,
  response: null,
}

async function post({ url, request }: Delivery, stopping: AbortSignal): Promise<PostResult> {
  const began = performance.now()
  const seconds = () => Math.round(performance.now() - began) / 1000
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: request.headers,
      body: request.body,
      redirect: 'manual',
      signal: AbortSignal.any([AbortSignal.timeout(PATIENCE), stopping]),
    })
    const body = (await answer.text()).slice(0, ANSWER)
    return {
      status: answer.ok ? 'OK' : `Invalid HTTP Response: ${answer.status}`,
      status_code: answer.status,
      duration: seconds(),
      response: { headers: Object.fromEntries(answer.headers), body },
    }
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError'
    return { ...UNREACHABLE, ...(late && { status: 'timed out', status_code: 504 }), duration: seconds() }
  }
}
