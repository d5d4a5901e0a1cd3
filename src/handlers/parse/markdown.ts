import MarkdownIt, { type Env, type Token } from 'markdown-it'
import { unixNewlines } from './clean-text.ts'

/**
 * markdown-it, because it stays linear on hostile text (its nesting is bounded), and because its tokens know their lines.
 * HTML is on, so that what stands inside a tag or a comment is not taken for text. Nothing is ever rendered here.
 */
const markdown = new MarkdownIt({ html: true, maxNesting: 20 })

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
  return parseBlocks(text).blocks
}

/**
 * The lines of top-level paragraphs that begin with a visible `/`: not one inside inline code, an HTML tag or comment, a
 * link's address or an image. Each with its 0-based line in the source, from the slash on.
 */
export function slashLines(text: string): { line: number; text: string }[] {
  const { blocks, env } = parseBlocks(text)
  return blocks.filter((block) => block.kind === 'paragraph').flatMap((block) => slashLinesOf(block, env))
}

function parseBlocks(text: string): { blocks: TopLevelBlock[]; env: Env } {
  const env: Env = {}
  const tokens: Token[] = []
  markdown.block.parse(unixNewlines(text).replaceAll('\0', '\ufffd'), markdown, env, tokens)
  const blocks: TopLevelBlock[] = []
  for (const [index, token] of tokens.entries()) {
    const kind = BLOCK_KINDS[token.type]
    const content = tokens[index + 1]?.content
    if (!kind || token.level > 0 || !token.map || content === undefined) continue
    const depth = kind === 'heading' ? Number(token.tag.slice(1)) : 0
    blocks.push({ kind, depth, line: token.map[0], end: token.map[1], content })
  }
  return { blocks, env }
}

const BLOCK_KINDS: Record<string, TopLevelBlock['kind']> = {
  paragraph_open: 'paragraph',
  heading_open: 'heading',
}

function slashLinesOf(block: TopLevelBlock, env: Env): { line: number; text: string }[] {
  const found: SlashSearch = { content: block.content, offsets: new Set() }
  if (!/(^|\n) {0,3}\//.test(block.content)) return []
  markdown.inline.parse(block.content, markdown, { ...env, [SEARCH]: found }, [])
  let start = 0
  return block.content.split('\n').flatMap((text, index) => {
    const slash = start + text.search(/[^ ]|$/)
    start += text.length + 1
    return found.offsets.has(slash) ? [{ line: block.line + index, text: text.trimStart() }] : []
  })
}

/** What the inline rule below is asked, and where it puts the answer. */
interface SlashSearch {
  readonly content: string
  readonly offsets: Set<number>
}

const SEARCH = Symbol('slash search')

/**
 * Watches the inline parser: it comes to a line's first character only where that character is text. An image's
 * description is parsed as a text of its own, which is why the source is compared.
 */
markdown.inline.ruler.before('text', 'slash-lines', (state, silent) => {
  const search = state.env[SEARCH] as SlashSearch | undefined
  if (silent || !search || state.src !== search.content || state.src[state.pos] !== '/') return false
  const before = state.src.slice(Math.max(0, state.pos - 4), state.pos)
  if (state.pos === 0 || /\n {0,3}$/.test(before)) search.offsets.add(state.pos)
  return false
})
