import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

// As npx has it: the packed files below a node_modules folder, where Node strips no types by itself.

const root = join(import.meta.dirname, '../..')
const run = promisify(execFile)
let folder: string
let bin: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tributary-package-'))
  const modules = join(folder, 'node_modules')
  await mkdir(modules)
  for (const name of await readdir(join(root, 'node_modules')))
    if (!name.startsWith('.')) await symlink(join(root, 'node_modules', name), join(modules, name))
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: root })
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }]
  await run('tar', ['-xzf', join(folder, filename), '-C', modules, '--transform', 's/^package/tributary/'])
  bin = join(modules, 'tributary/bin/tributary.js')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('help, a chart and an idea work from the package', async () => {
  const tributary = async (...words: string[]) =>
    (await run(process.execPath, [bin, ...words], { cwd: folder })).stdout
  expect(await tributary('pay', '--help')).toContain('Usage: tributary pay')
  const example = join(root, 'docs/examples/scores.yaml')
  expect(await tributary('simulate', example, '--svg', join(folder, 'a.svg'))).toContain('warp')
  const idea = await tributary(
    'idea',
    '--title',
    'Tides',
    '--link',
    'https://arxiv.org/abs/2601.00001',
    '--target',
    '5',
  )
  expect(JSON.parse(idea)).toMatchObject({ title: 'Tides' })
})
