import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { FILES, LINES, type Line } from './throw-away.ts'

// A new family is its own folders and one line in each of two registries. Here one is added to a copy of the whole program.

const run = promisify(execFile)
const ROOT = join(import.meta.dirname, '../..')
const PARTS = ['src', 'templates', 'schemas', 'biome.json', 'package.json', 'tsconfig.json']

let copy: string
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'tributary-house-'))
  for (const part of PARTS) await cp(join(ROOT, part), join(copy, part), { recursive: true })
  await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
  const program = {
    extends: './tsconfig.json',
    include: ['src'],
    exclude: ['**/*.test.ts', '**/testing', 'src/local'],
  }
  await writeFile(join(copy, PROGRAM), JSON.stringify(program))
  for (const [path, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(copy, path)), { recursive: true })
    await writeFile(join(copy, path), text)
  }
})
afterAll(() => rm(copy, { recursive: true, force: true }))

vi.setConfig({ testTimeout: 180_000 })

test('with both lines it compiles, runs and has its words', async () => {
  await register(LINES.rules, LINES.outside)
  expect(await problems()).toEqual([])
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', LIVES], { cwd: copy })
  expect(JSON.parse(stdout)).toEqual({
    events: ['Pressed'],
    isOn: true,
    wishes: ['oil:subnet:7:1'],
    errands: ['wick:subnet:7:1'],
    runner: 'function',
    words: 'Oil for the lamp',
    told: 'The lamp was lit. Oil',
    refused: 'The lamp is lit.',
    next: 'Light the lamp.',
    slash: 'press',
  })
})

test('without its line among the outsides, it is asked for there', async () => {
  await register(LINES.rules)
  const found = await problems()
  expect(found.filter((problem) => problem.startsWith(LINES.outside.path))).toEqual([
    expect.stringMatching(/Property 'lamp' is missing/),
  ])
})

test('without its line among the rules, nobody knows it', async () => {
  await register(LINES.outside)
  const found = await problems()
  expect(found.some((problem) => problem.startsWith(LINES.outside.path) && problem.includes("'lamp'"))).toBe(
    true,
  )
})

/** The registries with these lines and no others. */
async function register(...lines: readonly Line[]): Promise<void> {
  for (const { path } of Object.values(LINES)) await cp(join(ROOT, path), join(copy, path))
  for (const { path, above, line, from } of lines) {
    const text = await readFile(join(copy, path), 'utf8')
    expect(text.split(`\n${above}\n`)).toHaveLength(2)
    await writeFile(join(copy, path), `${from}\n${text.replace(`\n${above}\n`, `\n${line}\n${above}\n`)}`)
  }
}

/** What runs for users, without its tests. */
const PROGRAM = 'tsconfig.program.json'
/**
 * What the compiler says, a line a problem. Several checkers at once would each find out the types that all need. It looks again at
 * what has changed since, and at what depends on that.
 */
async function problems(): Promise<string[]> {
  const compiler = join(copy, 'node_modules/.bin/tsc')
  const again = ['--incremental', '--tsBuildInfoFile', 'program.tsbuildinfo']
  const { stdout } = await run(compiler, ['-p', PROGRAM, '--pretty', 'false', '--checkers', '1', ...again], {
    cwd: copy,
  }).catch((error) => error)
  return String(stdout)
    .split('\n')
    .filter((line) => /^\S.*error TS/.test(line))
}

/** Presses the lamp once. */
const LIVES = `
import { lifeFamilies, subnet } from './src/mechanisms/subnet/subnet.ts'
import { defaultConfig } from './src/mechanisms/config.ts'
import { errandRunners } from './src/handlers/errands.ts'
import { commandNamed } from './src/handlers/commands.ts'
import { nameOfIntent, nameOfRefusal, sentences, stepNames } from './src/handlers/words.ts'
import { renderTemplate } from './src/github/template.ts'
import { createRender } from './src/explorer/templates.ts'
const render = createRender({ title: '', market: null, link: {} }, sentences)
const before = subnet.initial('subnet:7:1')
const press = { type: 'Press', at: 1, source: { kind: 'issue', issue: 1 } }
const { events } = subnet.decide(before, press, defaultConfig)
const after = events.reduce(subnet.evolve, before)
const [wish] = subnet.wished(after)
console.log(JSON.stringify({
  events: events.map(({ type }) => type),
  isOn: after.lamp.isOn,
  wishes: subnet.wished(after).map(({ key }) => key),
  errands: subnet.errands(after).map(({ key }) => key),
  runner: typeof errandRunners.wick,
  told: [sentences.events.Pressed, sentences.payments.oil].map((name) => render(\`../\${name}\`, {})).join(' '),
  words: renderTemplate(nameOfIntent(wish), {}).trim(),
  refused: renderTemplate(nameOfRefusal(subnet.decide(after, press, defaultConfig).refusal), {}).trim(),
  next: renderTemplate(stepNames[lifeFamilies.lamp.next(before)], {}).trim(),
  slash: commandNamed('press').name,
}))
`
