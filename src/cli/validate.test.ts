import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import schema from '../../schemas/cli.schema.json' with { type: 'json' }
import { type Lineage, scaffoldOf } from '../handlers/home/first-files.ts'
import { expectGolden } from './testing/golden.ts'
import { ran, told } from './testing/ran.ts'

const lineage: Lineage = {
  github: 'https://github.com',
  parent: null,
  idea: {
    repository: { id: 7, owner: 'riverbed', name: 'ideas' },
    issue: 12,
    discoverer: { id: 101, login: 'ada' },
    openedAt: Date.UTC(2_026, 2, 1),
    terms: { title: 'Maps of small farms', link: 'https://arxiv.org/abs/2401.00001' },
  },
}

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tributary-validate-'))
  for (const name of ['template', 'written', 'broken', 'empty', 'market/.github'])
    await mkdir(join(folder, name), { recursive: true })
  for (const name of ['template', 'written', 'broken'])
    for (const [path, text] of scaffoldOf(lineage)) {
      await mkdir(dirname(join(folder, name, path)), { recursive: true })
      await writeFile(join(folder, name, path), text)
    }
  await rewrite('written', (text) => text.replaceAll('TODO: ', ''))
  await rewrite('broken', (text) => text.replace(/share: .*/, 'share: 7 %').replaceAll('TODO: ', ''))
  await writeFile(join(folder, 'broken/roles/Writer.yml'), 'description: nobody\n')
  await writeFile(join(folder, 'market/.github/tributary.yml'), 'version: 1\nidea:\n  fee: much\n')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function rewrite(name: string, change: (text: string) => string): Promise<void> {
  const top = join(folder, name)
  for (const file of await readdir(top, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue
    const path = join(file.parentPath, file.name)
    await writeFile(path, change(await readFile(path, 'utf8')))
  }
}

test('what the check of a pull request would say, by line and column', async () => {
  const pages: string[] = []
  for (const name of ['template', 'written', 'broken', 'market', 'empty', 'nowhere'])
    pages.push(await told('validate', join(folder, name)))
  pages.push(await told('validate', join(folder, 'broken'), '--json'))
  expectGolden('validate.txt', pages.join('\n').replaceAll(`${folder}/`, ''))
  const { out } = await ran('validate', join(folder, 'broken'), '--json')
  const isValid = new Ajv2020().addSchema(schema).getSchema(`${schema.$id}#/$defs/validate`)
  expect(isValid?.(JSON.parse(out))).toBe(true)
})
