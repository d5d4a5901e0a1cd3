import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, matchesGlob, relative } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import manifest from '../package.json' with { type: 'json' }
import schema from '../schemas/settings.schema.json' with { type: 'json' }

// No Docker here: what can be known of the image without building it.
const root = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const compose = parse(read('compose.yaml'))
const settings = Object.keys(schema.properties)

/** Every file that `tributary serve` loads, and the packages that they need when they run. */
function closure(entry: string): { files: string[]; packages: Set<string> } {
  const files = new Set<string>()
  const packages = new Set<string>()
  const waiting = [entry]
  for (let file = waiting.pop(); file; file = waiting.pop()) {
    if (files.has(file)) continue
    files.add(file)
    for (const name of importsOf(read(file))) {
      if (name.startsWith('.')) waiting.push(relative(root, join(root, dirname(file), name)))
      else if (!name.startsWith('node:')) packages.add(packageOf(name))
    }
  }
  return { files: [...files], packages }
}

/** Type imports are erased before a file runs. */
const importsOf = (source: string): string[] =>
  [
    ...source.matchAll(/^(?:import|export) (?!type\b)(?:[^'"]*? from )?'([^']+)'|\bimport\('([^']+)'\)/gm),
  ].map(([, name = '', late = '']) => name || late)

const packageOf = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')

const app = closure('src/cli/tributary.ts')

test('what the command line loads needs no package but those of production', () => {
  expect([...app.packages].filter((name) => !(name in manifest.dependencies))).toEqual([])
  expect(app.packages).toContain('probot')
})

test('what the command line loads gets into the image', () => {
  const [, ...lines] = read('.dockerignore')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
  const kept = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1))
  const left = lines.filter((line) => !line.startsWith('!'))
  const inImage = (file: string) =>
    kept.some((path) => file === path || file.startsWith(`${path}/`)) &&
    !left.some((path) => matchesGlob(file, path) || matchesGlob(file, `${path}/**`))
  expect(app.files.filter((file) => !inImage(file))).toEqual([])
  expect(inImage('src/local/main.ts')).toBe(false)
  expect(inImage('.tributary/secrets/keystore.json')).toBe(false)
})

test('what the command line loads gets into the package, and what its bin needs', () => {
  const left = manifest.files.filter((path) => path.startsWith('!')).map((path) => path.slice(1))
  const inPackage = (file: string) =>
    manifest.files.some((path) => file === path || file.startsWith(`${path}/`)) &&
    !left.some((path) => matchesGlob(file, path) || matchesGlob(file, `${path}/**`))
  const needed = [...app.files, manifest.bin.tributary, 'bin/types.js', 'app.yml', 'templates/charts/x.eta']
  expect(needed.filter((file) => !inPackage(file))).toEqual([])
  expect(inPackage('src/cli/main.test.ts') || inPackage('src/local/main.ts')).toBe(false)
})

test('what the Dockerfile copies is there, and what it and Compose set are settings', () => {
  const dockerfile = read('Dockerfile')
  const copied = [...dockerfile.matchAll(/^COPY (?!--)(.*) \S+$/gm)].flatMap(([, paths = '']) =>
    paths.split(' '),
  )
  expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([])
  const [, environment = ''] = /^ENV ((?:.*\\\n)*.*)$/m.exec(dockerfile) ?? []
  const set = [...environment.matchAll(/(\w+)=/g)].map(([, name = '']) => name)
  expect(set).toContain('DATA_DIRECTORY')
  const names = [...set, ...Object.keys(compose.services.app.environment)]
  expect(names.filter((name) => name !== 'NODE_ENV' && !settings.includes(name))).toEqual([])
})

test('each secret that a service of Compose uses is declared, mounted where it is looked for, and ignored by git', () => {
  const { app: service, postgres } = compose.services
  const declared = Object.keys(compose.secrets)
  for (const { secrets, environment, command = [] } of [service, postgres]) {
    const wanted = [...Object.values<string>(environment), ...command]
      .filter((value) => value.startsWith('/run/secrets/'))
      .map((value) => value.slice('/run/secrets/'.length))
    expect(wanted.toSorted()).toEqual(secrets.toSorted())
    expect(declared).toEqual(expect.arrayContaining(wanted))
  }
  for (const { file } of Object.values<{ file: string }>(compose.secrets)) {
    expect(file).toMatch(/^\.tributary\//)
  }
  expect(read('.gitignore').split('\n')).toContain('/.tributary/')
})
