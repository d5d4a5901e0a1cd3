import MarkdownIt, { type Token } from 'markdown-it'
import { unixNewlines, withoutInvisibleStarts } from './clean-text.ts'

/**
 * markdown-it, because it bounds its nesting and its tokens know their lines. HTML is on, so that what stands inside a tag or a
 * comment is not taken for text. Nothing is ever rendered here.
 */
const markdown = new MarkdownIt({ html: true, maxNesting: 20 })

// Inside a paragraph only code and HTML can hide the beginning of a line from a reader in earnest. The other marks are off:
// matching brackets takes seconds on text made for it, and without them the whole is linear.
markdown.inline.ruler.enableOnly(['text', 'newline', 'escape', 'backticks', 'html_inline'])

/** One paragraph or heading: `line` is the 0-based line of the source at which it starts. */
interface Block {
  readonly kind: 'paragraph' | 'heading'
  /** 1 to 6 for a heading, 0 for a paragraph. */
  readonly depth: number
  readonly line: number
  /** The line after its last. */
  readonly end: number
  /** Its inline source, lines ended by LF. */
  readonly content: string
}

export type TopLevelBlock = Block

/** With how it stands in the text. */
interface PlacedBlock extends Block {
  readonly inQuote: boolean
  readonly inList: boolean
  /** How a heading is marked: `#` before it, or `-` and `=` below it. */
  readonly markup: string
}

/** The paragraphs and headings that stand in no list, quote, table, code or HTML block, in order. */
export const topLevelBlocks = (text: string): TopLevelBlock[] =>
  blocksOf(unixNewlines(text)).filter(({ inQuote, inList }) => !inQuote && !inList)

function blocksOf(text: string): PlacedBlock[] {
  const tokens: Token[] = []
  markdown.block.parse(text.replaceAll('\0', '\ufffd'), markdown, {}, tokens)
  const blocks: PlacedBlock[] = []
  const within = { blockquote: 0, list_item: 0 }
  for (const [index, token] of tokens.entries()) {
    const container = CONTAINERS.find((name) => token.type.startsWith(name))
    if (container) within[container] += token.nesting
    const kind = BLOCK_KINDS[token.type]
    const content = tokens[index + 1]?.content
    if (!kind || !token.map || content === undefined) continue
    blocks.push({
      kind,
      depth: kind === 'heading' ? Number(token.tag.slice(1)) : 0,
      line: token.map[0],
      end: token.map[1],
      content,
      inQuote: within.blockquote > 0,
      inList: within.list_item > 0,
      markup: token.markup,
    })
  }
  return blocks
}

const CONTAINERS = ['blockquote', 'list_item'] as const

const BLOCK_KINDS: Record<string, Block['kind']> = {
  paragraph_open: 'paragraph',
  heading_open: 'heading',
}

/** A line that a reader sees as text. */
export interface TextLine {
  /** 0-based, in the source. */
  readonly line: number
  /** Without indentation and the marks of lists. */
  readonly text: string
  readonly inList: boolean
  /** Whether it looks as if it were meant as something else than plain text: a heading, or indented as code is. */
  readonly isApart: boolean
}

/**
 * The lines with a slash before their first letter that a reader sees as text: not in fenced or indented code, tables, HTML or what is
 * quoted. A line right below a quote belongs to it in Markdown, and yet its author did not quote it.
 */
export function slashLines(text: string): TextLine[] {
  const source = withoutInvisibleStarts(unixNewlines(text))
  const lines = source.split('\n')
  return blocksOf(source).flatMap((block) => slashLinesOf(block, lines))
}

function slashLinesOf(block: PlacedBlock, lines: readonly string[]): TextLine[] {
  if (!/(^|\n)[^\p{L}\p{N}\n]{0,30}[/\uff0f]/u.test(block.content)) return []
  const starts = new Set<number>()
  markdown.inline.parse(block.content, markdown, { [STARTS]: starts }, [])
  const isUnderlined = block.kind === 'heading' && block.markup !== '' && !block.markup.startsWith('#')
  const content = block.content.split('\n')
  // What is blank to JavaScript and not to Markdown is cut off at a paragraph's beginning.
  const first = block.end - (isUnderlined ? 1 : 0) - content.length
  let offset = 0
  return content.flatMap((text, index) => {
    const indent = text.search(/[^ \t]|$/)
    const start = offset + indent
    offset += text.length + 1
    const line = first + index
    if (!starts.has(start) || isQuoted(block, line, lines)) return []
    const isApart =
      text.startsWith('    ') || text.slice(0, indent).includes('\t') || block.markup.startsWith('#')
    return [{ line, text: text.slice(indent), inList: block.inList, isApart }]
  })
}

const isQuoted = ({ inQuote, line: first }: PlacedBlock, line: number, lines: readonly string[]): boolean =>
  inQuote && (line <= first || /^\s*>/.test(lines[line] ?? ''))

const STARTS = Symbol('where lines begin as text')

/** Watches the inline parser: it comes to a line's first character only where that character is text. */
markdown.inline.ruler.before('text', 'line-starts', (state) => {
  const starts = state.env[STARTS] as Set<number>
  if (isLineStart(state.src, state.pos)) starts.add(state.pos)
  return false
})

function isLineStart(text: string, position: number): boolean {
  let before = position - 1
  while (text[before] === ' ' || text[before] === '\t') before--
  return before < 0 || text[before] === '\n'
}
