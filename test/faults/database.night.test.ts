import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type PostgresServer, startPostgresServer } from '../postgres-server.ts'
import { expectAllRight } from './reckoning.ts'
import {
  type FaultWorld,
  linkPeople,
  OVERPAID,
  openAndOverpay,
  openIdea,
  overpay,
  startFaultWorld,
  until,
  untilOpen,
} from './support.ts'

let server: PostgresServer
let world: FaultWorld
beforeAll(async () => {
  server = await startPostgresServer()
  world = await startFaultWorld({ databaseUrl: server.url })
  await linkPeople(world)
})
afterAll(async () => {
  await world.stop()
  await server.stop()
})

test('the database is gone for ten seconds, while a payment and deliveries come in', {
  timeout: 100_000,
}, async () => {
  const paid = await openAndOverpay(world, 1)
  await server.halt()
  const early = await openIdea(world, 2)
  await sleep(4_000)
  const late = await openIdea(world, 3)
  await sleep(6_000)
  await server.start()
  const { deposit } = await untilOpen(world, paid)
  expect(deposit.refunds).toMatchObject([{ reason: 'overpaid', amount: OVERPAID }])
  await overpay(world, late)
  await untilOpen(world, late)
  // GitHub sends nothing again by itself: what could not be stored in time is asked for at the next start.
  await world.app.stop()
  await world.restart()
  await until(world, early, 'it has a bill', (state) => state.deposit.bill !== null)
  await expectAllRight(world)
})
