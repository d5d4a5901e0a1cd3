import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Eta } from 'eta'
import { formatDuration } from '../ledger/read.ts'
import { layBar } from './bar.ts'
import { articleLink, type Linker } from './links.ts'
import { alpha, excerpt, grade, iso, number, share, short, tao, toHtml, utc } from './text.ts'

const views = join(import.meta.dirname, '../../templates')
const folder = join(views, 'explorer')

export const stylesheet = readFileSync(join(folder, 'style.css'), 'utf8')
const stylesheetVersion = createHash('sha256').update(stylesheet).digest('hex').slice(0, 12)

const told = new Set(readdirSync(join(folder, 'events')).map((file) => file.replace(/\.eta$/, '')))

/** What every page knows of the place it is shown in. */
export interface Site {
  readonly title: string
  /** `owner/name` of the repository where ideas are opened; null where there is no single one. */
  readonly market: string | null
  readonly link: Linker
}

export type Render = (template: string, page: object) => string

/**
 * Renders a template of `templates/explorer/`. Those that it includes are named from `templates/`, so families have theirs.
 * Every value that a template shows goes through `toHtml`; a template writes HTML of its own only by `include`. Templates
 * are compiled once.
 */
export function createRender(site: Site): Render {
  const eta = new Eta({ views, cache: true, escapeFunction: toHtml, plugins: [withoutLastLineBreak] })
  const words = {
    tao,
    alpha,
    utc,
    iso,
    number,
    grade,
    share,
    short,
    excerpt,
    duration: formatDuration,
    articleLink,
    layBar,
  }
  const common = { site, link: site.link, stylesheetVersion, ...words, sentence: sentenceFor }
  return (template, page) => eta.render(`./explorer/${template}`, { ...common, ...page })
}

/** A file ends in a line break; where it is included in a sentence, that would be a space before the full stop. */
const withoutLastLineBreak = { processTemplate: (text: string) => text.trimEnd() }

/** The template that tells an event; one that this version does not know is told by its name. */
const sentenceFor = (type: string): string =>
  told.has(type) ? `/explorer/events/${type}` : '/explorer/events/unknown'
