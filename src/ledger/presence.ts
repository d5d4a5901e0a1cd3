import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** Any number that no other program on the same database uses for its advisory locks. */
const PRESENCE_LOCK = 7_214_682
/** Milliseconds between two tries to say it again to a server that was away. */
const PAUSE = 1_000

/** That this process has a PostgreSQL database open, as others see it. */
export interface Presence {
  leave(): Promise<void>
}

/**
 * Says that this process is here by a lock that ends with its connection, and so with the process, however that ends. Where
 * no other is here, `alone` is run first; whoever comes meanwhile waits until it is done.
 */
export async function enter(url: string, alone: () => Promise<void>): Promise<Presence> {
  let left = false
  let client = await connect(url)
  const stay = (present: pg.Client): void => {
    client = present
    client.once('end', () => void comeBack())
  }

  /** The server was away, and has forgotten who was here. */
  async function comeBack(): Promise<void> {
    while (!left) {
      await sleep(PAUSE, undefined, { ref: false })
      const present = await connect(url)
        .then(share)
        .catch(() => undefined)
      if (present && left) await present.end()
      else if (present) return stay(present)
    }
  }

  await holding(client, async () => {
    const isAlone = await ask(client, 'pg_try_advisory_lock')
    if (isAlone) await alone()
    await ask(client, 'pg_advisory_lock_shared')
    if (isAlone) await ask(client, 'pg_advisory_unlock')
  })
  stay(client)
  return {
    leave: async () => {
      left = true
      await client.end()
    },
  }
}

const share = (client: pg.Client): Promise<pg.Client> =>
  holding(client, () => ask(client, 'pg_advisory_lock_shared'))

/** The client that the work was done with; its connection is closed where the work fails. */
async function holding(client: pg.Client, work: () => Promise<unknown>): Promise<pg.Client> {
  try {
    await work()
    return client
  } catch (error) {
    await client.end()
    throw error
  }
}

async function ask(client: pg.Client, lock: string): Promise<boolean> {
  const { rows } = await client.query<{ done: boolean }>(`select ${lock}($1) as done`, [PRESENCE_LOCK])
  return rows[0]?.done === true
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  // A connection that breaks ends by itself; without a listener it would end the process.
  client.on('error', () => undefined)
  await client.connect()
  return client
}
