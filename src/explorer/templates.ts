import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Eta } from 'eta'
import { formatDuration } from '../ledger/read.ts'
import { layBar } from './bar.ts'
import { articleLink, ideaPath, type Linker } from './links.ts'
import { alpha, day, excerpt, grade, iso, number, share, short, tao, toHtml, utc } from './text.ts'

const views = join(import.meta.dirname, '../../templates')
const folder = join(views, 'explorer')

export const stylesheet = readFileSync(join(folder, 'style.css'), 'utf8')
const stylesheetVersion = createHash('sha256').update(stylesheet).digest('hex').slice(0, 12)

/** What every page knows of the place it is shown in. */
export interface Site {
  readonly title: string
  /** `owner/name` of the repository where ideas are opened; null where there is no single one. */
  readonly market: string | null
  readonly link: Linker
}

/** The templates in which families tell their events by type, and payments by what they are for: from `templates/`, without `.eta`. */
export interface Sentences {
  readonly events: Readonly<Record<string, string>>
  readonly payments: Readonly<Record<string, string>>
}

/** A place that knows no families tells all by their names. */
export const NAMES_ONLY: Sentences = { events: {}, payments: {} }

export type Render = (template: string, page: object) => string

/**
 * Renders a template of `templates/explorer/`. Those that it includes are named from `templates/`, so families have theirs.
 * Every value that a template shows goes through `toHtml`; a template writes HTML of its own only by `include`. Templates
 * are compiled once.
 */
export function createRender(site: Site, sentences: Sentences): Render {
  const eta = new Eta({ views, cache: true, escapeFunction: toHtml, plugins: [withoutLastLineBreak] })
  const words = {
    tao,
    alpha,
    utc,
    day,
    iso,
    number,
    grade,
    share,
    short,
    excerpt,
    duration: formatDuration,
    articleLink,
    ideaPath,
    layBar,
  }
  const common = { site, link: site.link, stylesheetVersion, ...words, ...tellers(sentences) }
  return (template, page) => eta.render(`./explorer/${template}`, { ...common, ...page })
}

/** A file ends in a line break; where it is included in a sentence, that would be a space before the full stop. */
const withoutLastLineBreak = { processTemplate: (text: string) => text.trimEnd() }

/** The templates that tell an event and a payment. What this version does not know is told by its name. */
const tellers = ({ events, payments }: Sentences) => ({
  sentence: (type: string) => templateOf(events, type) ?? '/explorer/parts/unknown-event',
  payment: (kind: string) => templateOf(payments, kind) ?? '/explorer/parts/unknown-payment',
})

const templateOf = (known: Readonly<Record<string, string>>, name: string): string | null =>
  Object.hasOwn(known, name) ? `/${known[name]}` : null
