import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { drawResult } from './simulate/chart.ts'
import { resultOf } from './simulate/round-result.ts'
import { simulate } from './simulate/simulate.ts'
import { simulateCommand } from './simulate.ts'

const docs = (name: string) => join(import.meta.dirname, '../../docs', name)
const EXAMPLE = docs('examples/scores.yaml')
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tributary-simulate-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function run(...given: readonly string[]): Promise<string> {
  const written: string[] = []
  const write = process.stdout.write
  process.stdout.write = (text) => written.push(String(text)) > 0
  try {
    await simulateCommand().parseAsync(given, { from: 'user' })
  } finally {
    process.stdout.write = write
  }
  return written.join('')
}

test('the page shows what the example really comes to', async () => {
  const page = readFileSync(docs('scoring.md'), 'utf8')
  expect(page).toContain(`\n${await run(EXAMPLE)}\`\`\``)
})

test('as JSON, with shares in u16 and stakes in rao', async () => {
  expect(JSON.parse(await run(EXAMPLE, '--json'))).toMatchObject({
    proposals: [
      { rank: 1, name: 'warp', incentive: 32_972 },
      { rank: 2, name: 'tide' },
      {
        rank: 3,
        name: 'reef',
        weights: [{ validator: 'eva' }, {}, {}, { validator: 'hal', given: 65_535, counted: 7_943 }],
      },
    ],
    validators: [{ name: 'eva', stake: '6000000000000', trust: 65_534 }, {}, {}, {}],
  })
})

test('the chart of the page is the one that is drawn', async () => {
  const file = join(folder, 'scores.svg')
  await run(EXAMPLE, '--svg', file)
  expect(await readFile(file, 'utf8')).toBe(readFileSync(docs('examples/scores.svg'), 'utf8'))
})

test('of equals the one that was scored earlier ranks first, and who has no stake is not heard', () => {
  const { proposals, validators } = resultOf({
    proposals: ['late', 'early', 'never'],
    validators: [
      { name: 'eva', stake: 5n as never, points: [50, 50, 0] },
      { name: 'fox', stake: 0n as never, points: [0, 0, 100] },
    ],
    kappa: 32_767,
  })
  expect(proposals.map(({ name }) => name)).toEqual(['late', 'early', 'never'])
  expect(proposals.at(-1)?.weights).toEqual([])
  expect(validators.map(({ trust }) => trust)).toEqual([65_535, 0])
})

describe('bad input', () => {
  const cases: readonly (readonly [string, string | Uint8Array, RegExp])[] = [
    [
      'wrong values',
      'proposals: [a]\nvalidators:\n  eva: { stake: x }\n',
      /^\S+:3:10: That is not an amount/,
    ],
    ['bytes', new Uint8Array([0xff, 0xfe, 0]), /is not text in UTF-8\.$/],
    ['a flood', new Uint8Array(16_777_217), /is larger than 16 MiB\.$/],
  ]
  test.each(cases)('%s', async (_, content, message) => {
    const file = join(folder, 'bad.yaml')
    await writeFile(file, content)
    await expect(simulate(file)).rejects.toThrow(message)
  })

  test('no file, and a folder', async () => {
    await expect(simulate(join(folder, 'none.yaml'))).rejects.toThrow(
      /cannot be read: there is no such file\.$/,
    )
    await expect(simulate(folder)).rejects.toThrow(/cannot be read: it is a folder\.$/)
  })

  test('a chart is not written where the file is wrong', async () => {
    const file = join(folder, 'never.svg')
    await expect(run(join(folder, 'none.yaml'), '--svg', file)).rejects.toThrow()
    expect(existsSync(file)).toBe(false)
  })
})

const CHROMIUM = '/usr/bin/chromium'
const missing = !existsSync(CHROMIUM)
if (missing) console.warn(`The chart was not looked at in a browser: there is no ${CHROMIUM}.`)

describe.skipIf(missing)(`the chart in ${CHROMIUM}`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: ['--headless', '--no-sandbox', '--disable-gpu'],
    })
  })
  afterAll(() => browser.close())

  test.each(['light', 'dark'] as const)(
    'is well-formed, and no text leaves it or lies on another, %s',
    async (colorScheme) => {
      const page = await browser.newPage({ colorScheme })
      const points = (row: number) =>
        Array.from({ length: 60 }, (_, column) => ((row * 37 + column * 11) % 10_000) + 1)
      const crowded = resultOf({
        proposals: Array.from({ length: 60 }, (_, column) => `${'W'.repeat(30)}-${column}`),
        validators: Array.from({ length: 40 }, (_, row) => ({
          name: `validator-${row}`,
          stake: BigInt(row + 1) as never,
          points: points(row),
        })),
        kappa: 32_767,
      })
      for (const result of [await simulate(EXAMPLE), crowded]) {
        await page.setContent(`<body style="margin:0">${drawResult(result)}</body>`)
        expect(await page.evaluate(FAULTS)).toEqual([])
      }
      const paper = await page.evaluate("getComputedStyle(document.querySelector('.paper')).fill")
      expect(paper).toBe(colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(13, 17, 23)')
      await page.close()
    },
  )

  test('is XML', async () => {
    const page = await browser.newPage()
    const svg = drawResult(await simulate(EXAMPLE))
    const root = await page.evaluate(
      `new DOMParser().parseFromString(${JSON.stringify(svg)}, 'image/svg+xml').documentElement.nodeName`,
    )
    expect(root).toBe('svg')
    await page.close()
  })
})

/** Runs in the browser: texts outside the picture, and pairs of texts that overlap. */
const FAULTS = `(() => {
  const picture = document.querySelector('svg').getBoundingClientRect()
  const texts = [...document.querySelectorAll('svg text')].map((element) => ({
    text: element.textContent,
    box: element.getBoundingClientRect(),
  }))
  const isOutside = ({ box }) => box.left < picture.left || box.right > picture.right || box.bottom > picture.bottom
  const areApart = (one, other) =>
    one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top
  const pairs = texts.flatMap((one, place) =>
    texts.slice(place + 1).filter((other) => !areApart(one.box, other.box)).map((other) => one.text + ' on ' + other.text),
  )
  return [...texts.filter(isOutside).map(({ text }) => text + ' is cut off'), ...pairs]
})()`
