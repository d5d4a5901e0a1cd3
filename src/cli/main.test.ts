import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { makeProgram, pathOf, withDescendants } from './program.ts'
import { expectGolden } from './testing/golden.ts'
import { ran } from './testing/ran.ts'

test('each wrong command line gets one line, where help is, and a code of its own', async () => {
  const lines = [
    [],
    ['pya'],
    ['ledger'],
    ['help', 'pya'],
    ['pay'],
    ['pay', 'x'],
    ['pay', '1', '2'],
    ['pay', '1', '--dry'],
    ['pay', '1', '--node', 'http://node.example'],
    ['pay', '1', '--explorer', 'node.example'],
    ['contribute', '1', 'many'],
    ['contribute', '1', '0'],
    ['buy', '1'],
    ['buy', 'x', '--amount-alpha', '1'],
    ['buy', '1', '--amount-alpha', '0'],
    ['link', 'dana'],
    ['plan', '1.5'],
    ['sheet', 'holders', 'x'],
    ['treasury', 'create'],
    ['treasury', 'create', '--guardians', 'eva'],
    ['treasury', 'create', '--guardians', 'eva', '--threshold', '0'],
    ['intents', 'retry', 'pay:1'],
    ['replay', 'nowhere', '--stake', 'eva=1'],
    ['register', '--public-url', 'tributary.example'],
    ['idea', '--title', 'a', '--link', 'b', '--target', 'c'],
  ]
  const told: string[] = []
  for (const words of lines) {
    const { code, out, error } = await ran(...words)
    expect(code, words.join(' ')).toBe(64)
    told.push(`$ ${['tributary', ...words].join(' ')}\n${out}${error}`)
  }
  expectGolden('wrong-command-lines.txt', told.join('\n'))
})

test('help is no error, and goes to standard output', async () => {
  for (const words of [['--help'], ['help', 'pay'], ['treasury', 'create', '-h']]) {
    const { code, out, error } = await ran(...words)
    expect([code, error], words.join(' ')).toEqual([0, ''])
    expect(out).toContain('Usage: tributary')
  }
})

test('init run dry says what is to do, and does nothing', async () => {
  const words = [
    '--public-url',
    'https://tributary.example',
    '--guardians',
    'eva',
    '--directory',
    '/nowhere/at/all',
  ]
  const { code, out } = await ran('init', ...words, '--dry-run')
  expect([code, out]).toEqual([
    0,
    '1/5 The App on GitHub: to do\n2/5 The key that signs: to do\n3/5 The settings: to do\n4/5 The treasury: to do\n5/5 A look at it all: to do\n',
  ])
})

test('help loads nothing but what reads command lines', () => {
  expect([...packagesOf('tributary.ts')]).toEqual(['commander'])
})

/** The packages that a file needs as soon as it is loaded: not what it imports only when a command runs. */
function packagesOf(entry: string): Set<string> {
  const files = new Set<string>()
  const packages = new Set<string>()
  const waiting = [join(import.meta.dirname, entry)]
  for (let file = waiting.pop(); file; file = waiting.pop()) {
    if (files.has(file)) continue
    files.add(file)
    const imports = readFileSync(file, 'utf8').matchAll(
      /^(?:import|export) (?!type\b)(?:[^'"]*? from )?'([^']+)'/gm,
    )
    for (const [, name = ''] of imports) {
      if (name.startsWith('.')) waiting.push(join(dirname(file), name))
      else if (!name.startsWith('node:')) packages.add(name)
    }
  }
  return packages
}

test('one thing has one name, in whatever command', () => {
  const options = withDescendants(makeProgram()).flatMap((command) =>
    command.options.map(({ long, flags, envVar }) => ({ where: pathOf(command), long, flags, envVar })),
  )
  const nodes = options.filter(({ flags }) => /node|endpoint|chain/.test(flags))
  expect(nodes.length).toBeGreaterThan(8)
  for (const { where, flags, envVar } of nodes)
    expect([where, flags, envVar]).toEqual([where, '--node <url>', 'SUBTENSOR_ENDPOINTS'])
})
