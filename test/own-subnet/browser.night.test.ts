import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { OWN_ARTICLE } from '../../src/local/story/ideas.ts'
import { OPEN_WEIGHTS, OWN_TARGET } from '../../src/local/story/own-subnet.ts'
import { openOwnWorld, seen } from './world.ts'

const CHROMIUM = '/usr/bin/chromium'

/** Presses a button and answers what the next page says. */
async function press(page: Page, name: string): Promise<string> {
  await page.getByRole('button', { name, exact: true }).click()
  return page.locator('body').innerText()
}

async function actAs(page: Page, login: string): Promise<void> {
  await page.getByLabel('Act as').selectOption(login)
  await press(page, 'Act as')
}

/** Presses until it is done, as somebody does who comes back to the thread a moment later. */
const pressUntilDone = (page: Page, thread: string, name: string) =>
  seen(name, async () => {
    await page.goto(thread)
    const said = await press(page, name)
    return said.includes('It was not done') ? undefined : said
  })

const comment = async (page: Page, thread: string, login: string, text: string) => {
  await page.goto(thread)
  await actAs(page, login)
  await page.getByLabel('Add a comment').fill(text)
  await press(page, 'Comment')
}

test.skipIf(!existsSync(CHROMIUM))(
  'in a browser, a newcomer clicks from an idea to a live subnet',
  {
    timeout: 900_000,
  },
  async () => {
    const { github, stop } = await openOwnWorld()
    onTestFinished(stop)
    const profile = await mkdtemp(join(tmpdir(), 'tributary-chromium-'))
    onTestFinished(() => rm(profile, { recursive: true, force: true }))
    const args = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run']
    const browser = await chromium.launchPersistentContext(profile, { executablePath: CHROMIUM, args })
    onTestFinished(() => browser.close())
    const page = await browser.newPage()
    const complaints: string[] = []
    // What is pressed too early is refused with 422, and pressed again.
    page.on('console', (message) => {
      if (!message.text().includes('status of 422')) complaints.push(message.text())
    })

    await page.goto(`${github.url}/${github.market.owner}/${github.market.repo}/issues`)
    await actAs(page, 'nell')
    await page.getByRole('link', { name: 'New issue' }).click()
    await page.getByRole('link', { name: 'Idea', exact: true }).click()
    const answers = [
      'Tides that nobody measures',
      'Tides that nobody measures',
      OWN_ARTICLE,
      'Ships wait for hours.',
      'Gauges that forecast.',
      'The error of a forecast.',
      'developer',
      String(OWN_TARGET),
    ]
    for (const [place, answer] of answers.entries())
      await page.locator('main, body').locator('input[type=text], textarea').nth(place).fill(answer)
    await press(page, 'Submit new issue')
    const idea = page.url()
    await pressUntilDone(page, idea, 'Link my wallet')
    await pressUntilDone(page, idea, 'Pay the bill')
    await pressUntilDone(page, idea, 'Contribute')
    await seen('the repository', async () => {
      await page.goto(idea)
      const home = page.getByRole('link', { name: /riverbed\/tides/ }).first()
      return (await home.count()) > 0 ? home.click().then(() => true) : undefined
    })
    await page.getByRole('link', { name: 'Files' }).click()
    for (const file of ['architecture.yaml', 'mechanisms/commodity.yaml']) {
      await page
        .getByRole('listitem')
        .filter({ has: page.getByRole('link', { name: file, exact: true }) })
        .getByRole('link', { name: 'edit' })
        .click()
      const text = await page.getByLabel('Text').inputValue()
      const more = file === 'architecture.yaml' ? `  ${OPEN_WEIGHTS}\n` : ''
      await page.getByLabel('Text').fill(text.replaceAll('TODO: ', '') + more)
      await press(page, 'Commit')
    }
    await page.getByRole('link', { name: /Open a pull request/ }).click()
    await page.getByLabel('Title').fill('Measure tides')
    await press(page, 'Create pull request')
    const pull = page.url()
    await seen('the check', async () => {
      await page.goto(pull)
      return (await page.getByText('success').count()) > 0 ? true : undefined
    })
    await comment(page, pull, 'vera', '/score 80')
    await comment(page, pull, 'viktor', '/score 70')
    expect(await press(page, 'Let time pass')).toContain('the best miner comments /guarantee')
    await comment(page, pull, 'nell', '/guarantee')
    await pressUntilDone(page, pull, 'Pay the bill')
    expect(await pressUntilDone(page, pull, 'Let time pass')).toContain('miners and validators get ready')
    expect(await pressUntilDone(page, pull, 'Let time pass')).toContain('the probation runs')
    await pressUntilDone(page, pull, 'Let miners and validators come')
    expect(await pressUntilDone(page, pull, 'Let time pass')).toContain('the subnet is live')
    await page.goto(idea)
    await seen('the label', async () => {
      await page.reload()
      return (await page.getByText('tributary:live').count()) > 0 ? true : undefined
    })
    expect(complaints).toEqual([])
  },
)
