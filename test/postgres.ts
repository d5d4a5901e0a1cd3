import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { ask } from './desk.ts'
import './global-postgres.ts'

/**
 * A fresh, empty PostgreSQL database for a test, on the server that the whole test run shares. `stop` removes it, and
 * cuts off whoever is still connected. A test that needs the server itself to go away starts its own: `postgres-server.ts`.
 */
export async function startPostgres(): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = await ask(inject('postgresDesk'))
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await query(server, `CREATE DATABASE ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return { url: url.href, stop: () => query(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) }
}

async function query(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
