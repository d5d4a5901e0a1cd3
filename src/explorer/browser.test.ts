import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ServerType, serve } from '@hono/node-server'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { tales } from '../../test/support/tales.ts'
import { settingsInForce } from '../handlers/market/in-force.ts'
import { panels } from '../handlers/panels.ts'
import { sayFrom } from '../handlers/say.ts'
import { sentences } from '../handlers/words.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { openLedger } from '../ledger/open.ts'
import { createExplorer } from './explorer.ts'
import { fillMarket, fillMined, tell } from './testing/fill.ts'
import { HOSTILE } from './testing/hostile.ts'

const CHROMIUM = '/usr/bin/chromium'
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const findFaults = readFileSync(join(import.meta.dirname, 'testing/look.js'), 'utf8')
const missing = !existsSync(CHROMIUM)
if (missing) console.warn(`The explorer was not looked at in a browser: there is no ${CHROMIUM}.`)

describe.skipIf(missing)(`the explorer in ${CHROMIUM}`, () => {
  let ledger: Ledger
  let server: ServerType
  let profile: string
  let browser: BrowserContext
  let page: Page
  let base: string
  const complaints: string[] = []

  beforeAll(async () => {
    ledger = await openLedger()
    await fillMarket(ledger)
    await tell(ledger, tales.voted, { issue: 12, ...HOSTILE })
    await fillMined(ledger)
    const links = { github: 'https://github.com', chain: null }
    const say = sayFrom({ explorer: '', github: 'https://github.com', node: null })
    const { fetch } = createExplorer({
      ledger,
      links,
      title: 'Tributary',
      panels,
      sentences,
      say,
      market: 'riverbed/market',
      rules: settingsInForce,
    })
    server = await new Promise((resolve) => {
      const started = serve({ fetch, hostname: '127.0.0.1', port: 0 }, () => resolve(started))
    })
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    profile = await mkdtemp(join(tmpdir(), 'tributary-chromium-'))
    browser = await chromium.launchPersistentContext(profile, { executablePath: CHROMIUM, args: FLAGS })
    page = await browser.newPage()
    page.on('console', (message) => complaints.push(message.text()))
    page.on('dialog', (dialog) => complaints.push(`a dialog: ${dialog.message()}`))
    page.on('request', (request) => {
      if (!request.url().startsWith(base) && !request.url().startsWith('data:'))
        complaints.push(request.url())
    })
  })
  afterAll(async () => {
    await browser.close()
    await new Promise((resolve) => server.close(resolve))
    await ledger.close()
    await rm(profile, { recursive: true, force: true })
  })
  beforeEach(() => {
    complaints.length = 0
  })

  const mined = ['/ideas/21', '/ideas/23', '/ideas/24', '/ideas/26', '/ideas/27', '/ideas/29']
  const paths = [
    '/',
    '/market',
    '/ideas/1',
    '/ideas/2',
    '/ideas/6',
    '/ideas/12',
    '/ideas/11?tab=funding',
    '/ideas/27?tab=all',
    '/ideas/29?tab=all',
    '/ledger',
    '/ledger/9',
    '/rules',
    '/treasury',
    '/nothing',
    ...mined,
  ]

  test.each([
    [360, 'light'],
    [360, 'dark'],
    [1280, 'light'],
    [1280, 'dark'],
  ] as const)('every page can be read at %i px, %s', async (width, colorScheme) => {
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme })
    for (const path of paths) {
      await page.goto(base + path)
      expect(await page.evaluate(findFaults), path).toEqual([])
    }
    expect(complaints.filter((text) => !text.includes('404'))).toEqual([])
  })

  test('the bar is as long as the money, each funder a stretch of it', async () => {
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.goto(`${base}/ideas/11?tab=funding`)
    const bar = await page.getByRole('progressbar', { name: 'Funding' }).boundingBox()
    const stretches = await page.locator('.funding rect').all()
    const boxes = await Promise.all(stretches.map((stretch) => stretch.boundingBox()))
    const shares = boxes.map((box) => (box?.width ?? 0) / (bar?.width ?? 1))
    expect(shares).toEqual([expect.closeTo(0.3, 2), expect.closeTo(0.125, 2)])
  })

  test('on a narrow screen a table is still a table to those who hear it', async () => {
    await page.setViewportSize({ width: 360, height: 800 })
    await page.goto(`${base}/ideas/2?tab=money`)
    await expect(page.getByRole('row').count()).resolves.toBeGreaterThan(8)
    await expect(page.getByRole('rowheader', { name: 'Collateral returned' }).count()).resolves.toBe(1)
  })

  test('the days of a probation are heard as they are seen', async () => {
    await page.setViewportSize({ width: 390, height: 800 })
    await page.goto(`${base}/ideas/27?tab=all`)
    const days = page.getByRole('list', { name: 'Days of the probation' }).getByRole('listitem')
    expect(await days.allInnerTexts()).toEqual([
      expect.stringContaining('Day 1: good'),
      expect.stringContaining('Day 2: bad'),
      expect.stringContaining('Day 3: good'),
      expect.stringContaining('Day 4: good'),
    ])
    await expect(page.getByRole('rowheader', { name: '#11 Proposal 11' }).count()).resolves.toBe(1)
  })

  test('the keyboard reaches the content first, and the focus can be seen', async () => {
    await page.goto(base)
    await page.keyboard.press('Tab')
    const skip = page.locator(':focus')
    expect(await skip.textContent()).toBe('Skip to the content')
    expect((await skip.boundingBox())?.x).toBeGreaterThanOrEqual(0)
    await page.keyboard.press('Tab')
    const outline = await page.evaluate('getComputedStyle(document.activeElement).outline')
    expect(outline).toMatch(/solid 3px/)
  })

  test('a reader goes from the ideas to one idea, to an event, to the ledger', async () => {
    await page.goto(base)
    await page.getByRole('link', { name: /^Funding/ }).click()
    await page.getByRole('link', { name: 'Fraud in carbon credits' }).click()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('Fraud in carbon credits')
    await page.getByRole('link', { name: 'Events' }).click()
    await page
      .getByRole('listitem')
      .filter({ hasText: 'contributed 30' })
      .getByRole('link', { name: 'event' })
      .click()
    expect(await page.locator('pre').textContent()).toContain('"type":"ContributionCounted"')
    await page.getByRole('navigation', { name: 'Site' }).getByRole('link', { name: 'Ledger' }).click()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Ledger')
  })

  test('what a hostile title says is read, and does nothing', async () => {
    await page.goto(`${base}/ideas/12`)
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('<script>alert(1)</script>')
    expect(await page.locator('script, main img, main b:text("bold")').count()).toBe(0)
    expect(await page.locator('a[href^="javascript"]').count()).toBe(0)
    expect(complaints).toEqual([])
  })
})
