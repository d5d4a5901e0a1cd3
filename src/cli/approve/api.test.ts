import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { coldkeys, tao } from '../../../test/support/commands.ts'
import { createExplorer } from '../../explorer/explorer.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { openLedger } from '../../ledger/open.ts'
import { keepPart, keepSheet, sha256 } from '../../ledger/sheets.ts'
import { payRows } from '../../mechanisms/sheet/paying.ts'
import { makePart, makeSheet } from '../../mechanisms/sheet/sheet.ts'
import { readRows } from './api.ts'

// The explorer's own answers, and who holds them against the hash in the ledger.

const payments = [coldkeys.ada, coldkeys.eva, coldkeys.fox].map((account) => ({ account, amount: tao(1) }))
const sheet = makeSheet({ payments, size: 2, previous: '', block: 1 }, sha256)
const [first] = sheet.parts
if (!first) throw new Error('The sheet has no part.')
const refused = first.lines.map((row) => ({ ...row, reason: 'Token.BelowMinimum' }))
const left = makePart(0, 1, refused, sha256)

let ledger: Ledger
let url: string
const server = createServer()
beforeAll(async () => {
  ledger = await openLedger()
  await keepSheet(ledger.queries, 'dividends:1', sheet)
  await keepPart(ledger.queries, sheet.digest, left)
  const explorer = createExplorer({
    ledger,
    links: { github: 'https://github.com', chain: null },
    title: 'T',
    panels: [],
  })
  server.on('request', getRequestListener(explorer.fetch))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve))
  await ledger.close()
})

test('the rows of a part are served, of any round, and are believed if they hash to what the ledger has', async () => {
  expect(await readRows(url, payRows(sheet.digest, first))).toEqual(first.lines)
  expect(await readRows(url, payRows(sheet.digest, left))).toEqual(refused)
})

test('other rows than those that the ledger has the hash of are not believed', async () => {
  const other = { ...payRows(sheet.digest, first), hash: left.hash }
  await expect(readRows(url, other)).rejects.toThrow('serves other rows than those of part 0')
})

test('a part that nobody knows is not found', async () => {
  const unknown = { ...payRows(sheet.digest, first), part: 9 }
  await expect(readRows(url, unknown)).rejects.toThrow('answered 404')
  for (const path of [
    'x/0/0',
    `${sheet.digest}/-1/0`,
    `${sheet.digest}/0/x`,
    `${sheet.digest}/0/99999999999`,
  ]) {
    expect((await fetch(`${url}/api/sheets/${path}`)).status, path).toBe(404)
  }
})
