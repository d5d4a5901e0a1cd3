import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Eta } from 'eta'
import { clip, linkTo, toMarkdown, visible } from '../../github/escape.ts'
import { issueAt } from '../../github/places.ts'
import { homeName } from '../../mechanisms/home/naming.ts'
import type { IdeaSlice } from '../../mechanisms/idea/slice.ts'

/** What a subnet's repository is told of where it comes from. */
export interface Lineage {
  readonly idea: Pick<IdeaSlice, 'repository' | 'issue' | 'discoverer' | 'openedAt'> & {
    readonly terms: Pick<IdeaSlice['terms'], 'title' | 'link'>
  }
  /** GitHub's address, without a slash at its end. */
  readonly github: string
  /** The subnet that this one is a fork of. */
  readonly parent: { readonly title: string; readonly url: string } | null
}

const TEMPLATES = join(import.meta.dirname, '../../../templates/home/scaffold')
const SCHEMAS = join(import.meta.dirname, '../../../schemas')
const SCHEMA_NAMES = ['architecture', 'mechanism', 'role', 'evidence', 'config'] as const

/** The chain takes 256 bytes of a name: 64 characters are never more. */
const LONGEST_NAME = 64

/** The first files of a subnet's repository: text by path. What people wrote can break neither YAML nor Markdown. */
export function scaffoldOf(lineage: Lineage): ReadonlyMap<string, string> {
  const names = readdirSync(TEMPLATES, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(TEMPLATES.length + 1))
  const files = names.map((name): [string, string] => [name.replace(/\.eta$/, ''), fill(name, lineage)])
  const schemas = SCHEMA_NAMES.map((name): [string, string] => {
    const file = `${name}.schema.json`
    return [`schemas/${file}`, readFileSync(join(SCHEMAS, file), 'utf8')]
  })
  return new Map([...files, ...schemas].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

/** A text in JSON's quotes is the same text in YAML. */
const toYaml = (value: unknown): string => JSON.stringify(String(value))

const markdownEta = new Eta({ escapeFunction: toMarkdown, autoTrim: false })
const yamlEta = new Eta({ escapeFunction: toYaml, autoTrim: false })

function fill(name: string, lineage: Lineage): string {
  const text = readFileSync(join(TEMPLATES, name), 'utf8')
  if (!name.endsWith('.eta')) return text
  const isMarkdown = name.endsWith('.md.eta')
  return (isMarkdown ? markdownEta : yamlEta).renderString(
    text,
    isMarkdown ? markdownFacts(lineage) : plainFacts(lineage),
  )
}

function markdownFacts({ idea, github, parent }: Lineage) {
  const market = `${idea.repository.owner}/${idea.repository.name}`
  return {
    title: titleOf(idea),
    idea: linkTo(`${market}#${idea.issue}`, issueAt(github, idea)),
    article: linkTo(new URL(idea.terms.link).host, idea.terms.link),
    market: linkTo(market, `${github}/${market}`),
    discoverer: idea.discoverer.login,
    parent: parent ? linkTo(parent.title, parent.url) : 'none: this is no fork',
  }
}

function plainFacts({ idea, github }: Lineage) {
  const { owner, name } = idea.repository
  const home = `${github}/${owner}/${homeName(idea)}`
  return {
    title: titleOf(idea),
    // The chain shows it to everybody: an address of this machine is nobody's.
    repository: home.startsWith('https:') ? home : '',
    ideaUrl: issueAt(github, idea),
    marketUrl: `${github}/${owner}/${name}`,
    owners: ownersOf(idea.discoverer.login),
    year: new Date(idea.openedAt).getUTCFullYear(),
  }
}

/** Lines of CODEOWNERS; none for a login that could be read as more than one word. */
const ownersOf = (login: string): string =>
  /^[\w-]{1,100}$/.test(login)
    ? ['/README.md', '/.github/'].map((path) => `${path} @${login}`).join('\n')
    : ''

const titleOf = (idea: Lineage['idea']): string =>
  clip(visible(idea.terms.title), LONGEST_NAME) || homeName(idea)
