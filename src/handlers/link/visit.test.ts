import { createHash } from 'node:crypto'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  issueBill,
  openIdea,
  potsOfIssue,
  seeDeposit,
  stream,
  terms,
} from '../../../test/support/commands.ts'
import { nameParent } from '../../../test/support/fork-tale.ts'
import { offlineChain } from '../../../test/support/offline-chain.ts'
import { linkOf } from '../../../test/support/tales.ts'
import type { Chain } from '../../chain/client.ts'
import { tillOf } from '../../chain/pots.ts'
import { keepConfig } from '../../ledger/configs.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import { openLedger } from '../../ledger/open.ts'
import { defaultConfig } from '../../mechanisms/config.ts'
import { errands } from '../../mechanisms/subnet/errands.ts'
import { nextStep } from '../../mechanisms/subnet/next-step.ts'
import type { SubnetCommand } from '../../mechanisms/subnet/state.ts'
import { decodeBill } from '../bills.ts'
import { runErrand } from '../errands.ts'
import { createContents } from '../kit/contents.ts'
import type { ErrandTools } from '../kit/errand.ts'
import { type ArticleServer, startArticleServer } from './testing/article-server.ts'

const ARTICLE = 'Kernels are tuned by hand.'
const TREASURY = '5DAAnrj7VHTznn2AWBemMuyBwZWs6FNFjdyVXUeYum3PTXFy'

let ledger: Ledger
let articles: ArticleServer
let tools: ErrandTools
beforeAll(async () => {
  ledger = await openLedger()
  articles = await startArticleServer('arxiv.org', (request, response) => {
    if (request.url === '/abs/busy') return response.writeHead(503).end()
    const found = request.url === new URL(terms.link).pathname
    return response.writeHead(found ? 200 : 404, { 'content-type': 'text/plain' }).end(ARTICLE)
  })
  const chain = {
    ...(await offlineChain()),
    finalized: async () => ({ number: 0, hash: '' }),
  } as unknown as Chain
  const localHosts = new Map([['arxiv.org', articles.destination]])
  const nobody = () => Promise.reject(new Error('GitHub is not asked'))
  tools = {
    ledger,
    chain,
    treasury: TREASURY,
    localHosts,
    log: pino({ enabled: false }),
    now: () => Date.UTC(2026, 0, 2),
    github: { asApp: nobody, asInstallation: nobody, pace: 0 },
    contents: createContents(),
    places: { explorer: 'https://tributary.example', github: 'https://github.com', node: null },
  }
  await ledger.write((writing) => writing.link(linkOf('ada')))
})
afterAll(async () => {
  await articles[Symbol.asyncDispose]()
  await ledger.close()
})

const read = (issue: number) => ledger.readSubnet(stream(issue))
const tell = (issue: number, ...commands: SubnetCommand[]) =>
  ledger.write(async (writing) => {
    for (const command of commands) await writing.handle(stream(issue), command)
  })
const open = (issue: number, link = terms.link) => tell(issue, openIdea({ issue, terms: { ...terms, link } }))
const pay = (issue: number, block: number) =>
  tell(issue, issueBill(), seeDeposit(10, block, { pots: potsOfIssue(issue) }))

/** Finds out all that an idea asks for now. */
async function find(issue: number): Promise<void> {
  for (const { key } of errands(await read(issue))) await runErrand(tools, stream(issue), key)
}

test('an idea whose link passes gets a bill that pays the till and names it', async () => {
  await open(1)
  await find(1)
  expect((await read(1)).deposit.bill).toBeNull()
  await find(1)
  const { bill } = (await read(1)).deposit
  expect(decodeBill(tools.chain, bill?.callHex ?? '')).toMatchObject({
    into: tillOf(TREASURY),
    fee: defaultConfig.idea.fee,
    remark: bill?.remark,
  })
  expect(bill?.remark).toMatch(/^tributary:idea:v1:7:1:/)
})

test('what nobody asks for any more is not run', async () => {
  const [asked] = errands(await read(1))
  expect(asked).toBeUndefined()
  const before = await read(1)
  await runErrand(tools, stream(1), 'bill:of another time')
  expect(await read(1)).toEqual(before)
})

test('the link of a paid idea is visited: what is there is kept by its hash, what is not fails with the reason', async () => {
  await open(2, 'https://arxiv.org/abs/there-is-none')
  await pay(2, 5)
  await find(2)
  expect((await read(2)).link.failing?.reason).toContain('404')
  await open(3)
  await pay(3, 9)
  await find(3)
  const contentHash = createHash('sha256').update(ARTICLE).digest('hex')
  expect(await read(3)).toMatchObject({ phase: 'funding', link: { contentHash, failing: null } })
})

test('before anybody pays, the thread says what is wrong with the link, and nothing is billed', async () => {
  await open(7, 'https://arxiv.org/abs/nor-is-this')
  await open(8)
  for (const issue of [7, 8, 7, 8]) await find(issue)
  const [gone, taken] = [await read(7), await read(8)]
  expect(gone.link.failing?.reason).toContain('404')
  expect(taken.link.failing?.reason).toContain('riverbed/market#3 was paid for')
  for (const state of [gone, taken]) {
    expect(nextStep(state)).toBe('change-link')
    expect(state.deposit.bill).toBeNull()
  }
})

test('a server that is busy has not answered: nothing is recorded, and it is asked again', async () => {
  await open(6, 'https://arxiv.org/abs/busy')
  await expect(find(6)).rejects.toThrow('no answer yet')
  expect((await read(6)).link).toMatchObject({ asked: 1, answered: 0, failing: null })
})

test('a link is the first one\u2019s that was paid for, not the first one\u2019s that was opened', async () => {
  await open(4)
  await tell(1, issueBill(), seeDeposit(20, 30))
  await pay(4, 20)
  await find(1)
  await find(4)
  for (const issue of [1, 4]) {
    expect((await read(issue)).link.failing?.reason).toContain('riverbed/market#3 was paid for')
  }
})

test('a fork may go on with the link of its parent, and with no other that is taken', async () => {
  const other = 'https://arxiv.org/abs/taken'
  await open(19, other)
  await pay(19, 60)
  await open(17)
  await tell(17, nameParent(1, 1))
  await find(17)
  expect((await read(17)).link).toMatchObject({ failing: null, contentHash: expect.any(String) })
  await open(18, other)
  await tell(18, nameParent(1, 1))
  await find(18)
  expect((await read(18)).link.failing?.reason).toContain('riverbed/market#19 was paid for')
})

test('settings that change do not change what a running idea may link to', async () => {
  const link = { ...defaultConfig.link, allowedHosts: ['example.org'] }
  await open(5, `${terms.link}?again`)
  await keepConfig(ledger.queries, 7, { ...defaultConfig, link })
  await pay(5, 40)
  await find(5)
  expect((await read(5)).link.failing?.reason).toContain('404')
})
