import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { API, type Diagnostic, type Program } from 'typescript/unstable/async'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { FILES, LINES, type Line } from './throw-away.ts'

// A new family is its own folders and one line in each of two registries. Here one is added to a copy of the whole program.

const ROOT = join(import.meta.dirname, '../..')
const PARTS = ['src', 'templates', 'schemas', 'biome.json', 'package.json', 'tsconfig.json']

/** What runs for users, without its tests. */
const isProgram = (path: string): boolean => !/\.test\.ts$|\/(golden|testing|src\/local)$/.test(path)

let copy: string
let compiler: API
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'tributary-house-'))
  for (const part of PARTS)
    await cp(join(ROOT, part), join(copy, part), { recursive: true, filter: isProgram })
  await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
  const program = { extends: './tsconfig.json', include: ['src'] }
  await writeFile(join(copy, PROGRAM), JSON.stringify(program))
  for (const [path, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(copy, path)), { recursive: true })
    await writeFile(join(copy, path), text)
  }
  // It is a program in Go, and ends before collecting its garbage would be worth the time.
  vi.stubEnv('GOGC', 'off').stubEnv('GOMEMLIMIT', '2GiB')
  compiler = new API({ cwd: copy })
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await compiler.close()
  await rm(copy, { recursive: true, force: true })
})

vi.setConfig({ testTimeout: 180_000 })

test('with both lines it compiles, runs and has its words', async () => {
  await register(LINES.rules, LINES.outside)
  const program = await compiled()
  const found = [await program.getSyntacticDiagnostics(), await program.getSemanticDiagnostics()]
  expect(found.flat().map(inWords)).toEqual([])
  // In this process, which has loaded the packages already.
  await writeFile(join(copy, 'lives.ts'), LIVES)
  const { lived } = await import(pathToFileURL(join(copy, 'lives.ts')).href)
  expect(lived).toEqual({
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
  expect(await problemsOfOutsides()).toEqual([expect.stringMatching(/Property 'lamp' is missing/)])
})

test('without its line among the rules, nobody knows it', async () => {
  await register(LINES.outside)
  expect(await problemsOfOutsides()).toEqual([expect.stringMatching(/'lamp' does not exist/)])
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

const PROGRAM = 'tsconfig.program.json'
/** One compiler for all: it reads again what has changed, and finds out the types that it is asked for. */
async function compiled(): Promise<Program> {
  const config = join(copy, PROGRAM)
  const changed = Object.values(LINES).map(({ path }) => join(copy, path))
  const snapshot = await compiler.updateSnapshot({ openProjects: [config], fileChanges: { changed } })
  const project = snapshot.getProject(config)
  if (!project) throw new Error(`The compiler does not know ${config}.`)
  return project.program
}

/** What the compiler says of the registry of outsides. */
async function problemsOfOutsides(): Promise<string[]> {
  const program = await compiled()
  return (await program.getSemanticDiagnostics(join(copy, LINES.outside.path))).map(inWords)
}

const inWords = ({ fileName, text }: Diagnostic): string => `${fileName}: ${text}`

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
export const lived = {
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
}
`
