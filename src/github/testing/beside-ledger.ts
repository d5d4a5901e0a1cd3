import nock from 'nock'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { giveNetworkBack, takeNetwork } from '../../../test/support/network.ts'
import { type Database, openDatabase } from '../../ledger/database.ts'
import { type PreparedGitHub, prepareGitHub } from './github.ts'

type Table = Parameters<Database['queries']['delete']>[0]

interface World {
  readonly database: Database
  readonly github: PreparedGitHub
}

/**
 * For each test of a file: a GitHub of prepared answers beside a database in which `table` is empty. A test fails where
 * an answer that it prepared was not asked for. Both are there only while tests run: `bind` is told them before each.
 */
export function besideLedger(table: Table, bind: (world: World) => void): void {
  let database: Database
  beforeAll(async () => {
    database = await openDatabase({})
    takeNetwork()
  })
  afterAll(async () => {
    giveNetworkBack()
    await database.close()
  })
  beforeEach(() => bind({ database, github: prepareGitHub() }))
  afterEach(async () => {
    await database.queries.delete(table)
    const pending = nock.pendingMocks()
    nock.cleanAll()
    expect(pending).toEqual([])
  })
}
