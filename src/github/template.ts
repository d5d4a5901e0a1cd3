import { join } from 'node:path'
import { Eta, type TemplateFunction } from 'eta'
import { formatPercent } from '../mechanisms/architecture/values.ts'
import { formatDuration } from '../mechanisms/duration.ts'
import { codeBlock, codeSpan, linkTo, type Markdown, markdown, prose, toMarkdown } from './escape.ts'
import {
  formatAlphaAmount,
  formatAmount,
  formatCount,
  formatDate,
  formatGrade,
  formatShare,
} from './words.ts'

/** Words that every template may use. What they give is safe; whatever else a template shows is escaped. */
const words = {
  tao: (amount: bigint) => markdown(formatAmount(amount)),
  alpha: (amount: bigint) => markdown(formatAlphaAmount(amount)),
  date: formatDate,
  duration: formatDuration,
  percent: formatPercent,
  share: formatShare,
  grade: formatGrade,
  count: formatCount,
  plural: (count: number, one: string, many: string) => `${formatCount(count)} ${count === 1 ? one : many}`,
  code: codeSpan,
  codeBlock,
  prose,
  linkTo,
}

/** A control tag that has a line for itself leaves no empty line behind. */
const LONE_CONTROL_TAG = /^[ \t]*(<%(?![=~])(?:(?!%>).)*)%>\n/gms

const eta = new Eta({
  views: join(import.meta.dirname, '../../templates'),
  defaultExtension: '.md',
  autoTrim: false,
  escapeFunction: toMarkdown,
  functionHeader: `const { ${Object.keys(words).join(', ')} } = it.words`,
  plugins: [{ processTemplate: (text) => text.replace(LONE_CONTROL_TAG, '$1-%>\n') }],
})

const templates = new Map<string, TemplateFunction>()

/** A thread fills the same templates over and over: each is looked up and compiled once. None includes another. */
function templateOf(name: string): TemplateFunction {
  const known = templates.get(name)
  if (known) return known
  const compiled = eta.compile(eta.readFile(eta.resolvePath(name)))
  templates.set(name, compiled)
  return compiled
}

/**
 * Fills a template of `templates/`, named by its path there without `.md`. Every value is escaped for Markdown, unless
 * `escape.ts` made it. Throws where the template asks for a value that is not there.
 */
export function renderTemplate(name: string, data: object): string {
  const text = eta.render(templateOf(name), { ...data, words })
  return `${text.replace(/\n{3,}/g, '\n\n').trim()}\n`
}

/** The same for a piece that becomes a value of another template. */
export function renderPart(name: string, data: object): Markdown {
  return markdown(renderTemplate(name, data).trimEnd())
}
