import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { goldenBeside } from '../../github/testing/golden.ts'
import { defaultConfig } from '../../mechanisms/config.ts'
import { parseConfig } from '../market/config.ts'
import { INCIDENT_LABEL } from '../probation/open-incident.ts'
import { isWanted } from '../proposal/paths.ts'
import { readProposal } from '../proposal/proposal.ts'
import { filesOf, freshChain } from '../proposal/testing/repository.ts'
import { type Lineage, scaffoldOf } from './first-files.ts'

const { expectGolden } = goldenBeside(import.meta.dirname)

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

const titled = (title: string, link = lineage.idea.terms.link, login = 'ada'): Lineage => ({
  ...lineage,
  idea: { ...lineage.idea, terms: { title, link }, discoverer: { id: 101, login } },
})

/** With what is to do done. */
const written = (files: ReadonlyMap<string, string>) =>
  new Map([...files].map(([path, content]) => [path, content.replaceAll('TODO: ', 'Done: ')]))

/** What the checks say of the scaffold, with some text of it replaced. */
function check(files: ReadonlyMap<string, string>, changed = [...files.keys()]) {
  const wanted = Object.fromEntries([...files].filter(([path]) => isWanted(path)))
  return readProposal({ files: filesOf(wanted), base: new Map(), changed, chain: freshChain })
}

const text = (files: ReadonlyMap<string, string>, path: string): string => {
  const found = files.get(path)
  if (found === undefined) throw new Error(`there is no ${path}`)
  return found
}

test('is what it was when somebody last read it', () => {
  const files = [...scaffoldOf(lineage)].filter(([path]) => !path.startsWith('schemas/'))
  expectGolden('scaffold', files.map(([path, content]) => `==> ${path} <==\n${content}`).join('\n'))
})

describe('the first files', () => {
  const files = scaffoldOf(lineage)

  test('have no problem but what is to be written, at its line, and touch nothing by themselves', () => {
    const { problems } = check(files)
    expect(problems.map(({ file, line, message }) => [file, line, message.slice(0, 20)])).toEqual([
      ['architecture.yaml', 9, 'This still says TODO'],
      ...[3, 4, 6, 9, 11, 14].map((line) => ['mechanisms/commodity.yaml', line, 'This still says TODO']),
    ])
    expect(check(files).architecture?.identity).toMatchObject({
      name: 'Maps of small farms',
      repository: 'https://github.com/riverbed/maps-of-small-farms-12',
    })
    expect(check(files, [])).toMatchObject({ touches: false, problems: [] })
  })

  test('become a good proposal when somebody writes what is to do', () => {
    const mended = written(files)
    const changed = [...files].filter(([path, content]) => mended.get(path) !== content).map(([path]) => path)
    expect(changed).toEqual(['architecture.yaml', 'mechanisms/commodity.yaml'])
    const reading = check(mended, changed)
    expect(reading).toMatchObject({ touches: true, problems: [] })
    expect(reading.plan).toHaveLength(4)
  })

  test('lead an editor to their schemas, which are there', () => {
    for (const [path, content] of files) {
      const [, schema] = /^# yaml-language-server: \$schema=(.*)$/m.exec(content) ?? []
      if (!/\.ya?ml$/.test(path) || path.includes('ISSUE_TEMPLATE')) continue
      expect(schema, path).toBeDefined()
      const { pathname } = new URL(schema ?? '', `https://repository/${path}`)
      expect(JSON.parse(text(files, pathname.slice(1)))).toHaveProperty('description')
    }
  })

  test('hold a form for incidents, with the label by which they are known, and settings that say nothing', () => {
    expect(parse(text(files, '.github/ISSUE_TEMPLATE/incident.yml'))).toMatchObject({
      labels: [INCIDENT_LABEL],
    })
    expect(parseConfig(text(files, '.github/tributary.yml'))).toEqual({ ok: true, config: defaultConfig })
  })

  test('name the parent of a fork', () => {
    const parent = { title: 'Maps | of [all] farms', url: 'https://github.com/riverbed/maps-1' }
    expect(text(scaffoldOf({ ...lineage, parent }), 'README.md')).toContain(
      '| parent | [Maps &#124; of &#91;all&#93; farms](https://github.com/riverbed/maps-1) |',
    )
  })

  test('keep an address of this machine to themselves', () => {
    const local = scaffoldOf({ ...lineage, github: 'http://127.0.0.1:4000' })
    expect(check(written(local))).toMatchObject({
      problems: [],
      architecture: { identity: { repository: '' } },
    })
  })
})

test('whatever people call their idea, the files are good', () => {
  const nasty = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.constantFrom(
      '"',
      '\\',
      ': #',
      '{{',
      '<%= it %>',
      '\u2028',
      '- a\n- b',
      '\ud800',
      '&a *a',
      '| x |',
      '$1$&',
      "'",
    ),
  )
  fc.assert(
    fc.property(nasty, fc.webUrl({ validSchemes: ['https'] }), nasty, (title, link, login) => {
      const files = scaffoldOf(titled(title, new URL(link).href, login))
      const { problems, architecture } = check(written(files))
      expect(problems).toEqual([])
      expect(architecture?.identity.name).toMatch(/\S/)
      expect(parse(text(files, '.github/ISSUE_TEMPLATE/config.yml'))).toMatchObject({
        contact_links: [{ url: 'https://github.com/riverbed/ideas/issues/12' }],
      })
      const rows = text(files, 'README.md')
        .split('\n')
        .filter((line) => line.startsWith('|'))
      expect(rows).toHaveLength(7)
      expect(rows.every((row) => row.match(/\|/g)?.length === 3)).toBe(true)
      const owners = text(files, '.github/CODEOWNERS')
        .split('\n')
        .filter((line) => /^\s*[^#\s]/.test(line))
      expect(owners.every((line) => /^\/\S+ @[\w-]+$/.test(line))).toBe(true)
    }),
  )
})
