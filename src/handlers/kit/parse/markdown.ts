import MarkdownIt, { type Token } from 'markdown-it'
import { unixNewlines } from './clean-text.ts'

/**
 * markdown-it, because it bounds its nesting and its tokens know their lines. HTML is on, so that what stands inside a tag or a
 * comment is not taken for text. Nothing is ever rendered here.
 */
const markdown = new MarkdownIt({ html: true, maxNesting: 20 })

// Inside a paragraph only code and HTML can hide the beginning of a line from a reader in earnest. The other marks are off:
// matching brackets takes seconds on text made for it, and without them the whole is linear.
markdown.inline.ruler.enableOnly(['text', 'newline', 'escape', 'backticks', 'html_inline'])

/** One top-level paragraph or heading: `line` is the 0-based line of the source at which it starts. */
export interface TopLevelBlock {
  readonly kind: 'paragraph' | 'heading'
  /** 1 to 6 for a heading, 0 for a paragraph. */
  readonly depth: number
  readonly line: number
  /** The line after its last. */
  readonly end: number
  /** Its inline source, lines ended by LF. */
  readonly content: string
}

/** The paragraphs and headings that stand in no list, quote, table, code or HTML block, in order. */
export function topLevelBlocks(text: string): TopLevelBlock[] {
  const tokens: Token[] = []
  markdown.block.parse(unixNewlines(text).replaceAll('\0', '\ufffd'), markdown, {}, tokens)
  const blocks: TopLevelBlock[] = []
  for (const [index, token] of tokens.entries()) {
    const kind = BLOCK_KINDS[token.type]
    const content = tokens[index + 1]?.content
    if (!kind || token.level > 0 || !token.map || content === undefined) continue
    const depth = kind === 'heading' ? Number(token.tag.slice(1)) : 0
    blocks.push({ kind, depth, line: token.map[0], end: token.map[1], content })
  }
  return blocks
}

/**
 * The lines of top-level paragraphs that begin with a visible `/`: not one inside inline code, an HTML tag or an HTML comment.
 * Each with its 0-based line in the source, from the slash on.
 */
export function slashLines(text: string): { line: number; text: string }[] {
  return topLevelBlocks(text)
    .filter((block) => block.kind === 'paragraph')
    .flatMap(slashLinesOf)
}

const BLOCK_KINDS: Record<string, TopLevelBlock['kind']> = {
  paragraph_open: 'paragraph',
  heading_open: 'heading',
}

function slashLinesOf(block: TopLevelBlock): { line: number; text: string }[] {
  const offsets = new Set<number>()
  if (!/(^|\n) {0,3}\//.test(block.content)) return []
  markdown.inline.parse(block.content, markdown, { [OFFSETS]: offsets }, [])
  let start = 0
  return block.content.split('\n').flatMap((text, index) => {
    const slash = start + text.search(/[^ ]|$/)
    start += text.length + 1
    return offsets.has(slash) ? [{ line: block.line + index, text: text.trimStart() }] : []
  })
}

const OFFSETS = Symbol('where visible lines begin with a slash')

/** Watches the inline parser: it comes to a line's first character only where that character is text. */
markdown.inline.ruler.before('text', 'slash-lines', (state) => {
  const before = state.src.slice(Math.max(0, state.pos - 4), state.pos)
  if (state.src[state.pos] === '/' && (state.pos === 0 || /\n {0,3}$/.test(before))) {
    const offsets = state.env[OFFSETS] as Set<number>
    offsets.add(state.pos)
  }
  return false
})
