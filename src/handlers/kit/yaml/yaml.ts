import { isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from 'yaml'

/** A position in the file, both counted from 1. */
export interface FilePosition {
  readonly line: number
  readonly column: number
}

interface YamlProblem extends FilePosition {
  readonly message: string
}

/** What the file says, every scalar as the text that was written, and where each JSON pointer stands in it. */
export interface YamlText {
  readonly value: unknown
  readonly problems: readonly YamlProblem[]
  positionOf(pointer: string): FilePosition
}

/** Nobody reads more of them, and a file can be made to have tens of thousands. */
const MAXIMUM_ERRORS = 200

/** No setting stands deeper than four levels; the walk below recurses no further than this. */
const MAXIMUM_DEPTH = 8

/**
 * Reads YAML 1.2. Everything is a map, a list or a text. It takes
 * - no numbers, so no amount passes through a float
 * - no anchors, aliases, tags or merge keys, so nothing grows
 * - no key twice
 */
export function readYaml(text: string): YamlText {
  const lineCounter = new LineCounter()
  const document = parse(text, lineCounter)
  const position = (offset: number): FilePosition => {
    const { line, col } = lineCounter.linePos(offset)
    return { line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  if (!document) {
    const problem = { ...position(0), message: syntaxMessage('RESOURCE_EXHAUSTION') }
    return { value: {}, problems: [problem], positionOf: () => position(0) }
  }
  if (document.errors.length > 0) {
    const problems = document.errors.slice(0, MAXIMUM_ERRORS).map(({ pos, code }) => ({
      ...position(pos[0]),
      message: syntaxMessage(code),
    }))
    return { value: {}, problems: firstOfEachLine(problems), positionOf: () => position(0) }
  }
  const reader: Reader = { offsets: new Map(), refusals: [] }
  const value = isEmpty(document.contents) ? {} : read(document.contents, '', 0, reader)
  return {
    value,
    problems: reader.refusals.map(({ offset, message }) => ({ ...position(offset), message })),
    positionOf: (pointer) => position(reader.offsets.get(pointer) ?? 0),
  }
}

/** Null where it is nested so deep that the parser, which calls itself, runs out of stack: `":":":":` and so on. */
function parse(text: string, lineCounter: LineCounter) {
  try {
    return parseDocument(text, { schema: 'failsafe', merge: false, prettyErrors: false, lineCounter })
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** One mistake makes the parser stumble over what follows it. */
function firstOfEachLine(problems: readonly YamlProblem[]): YamlProblem[] {
  return [...new Map(problems.toReversed().map((problem) => [problem.line, problem])).values()]
}

interface Reader {
  readonly offsets: Map<string, number>
  readonly refusals: { offset: number; message: string }[]
}

function read(node: Node | null, pointer: string, depth: number, reader: Reader): unknown {
  const offset = node?.range?.[0] ?? reader.offsets.get(pointer) ?? 0
  if (!reader.offsets.has(pointer)) reader.offsets.set(pointer, offset)
  const refusal = refusalOf(node, depth)
  if (refusal) {
    reader.refusals.push({ offset, message: refusal })
    return undefined
  }
  if (isSeq(node)) {
    return node.items.map((item, index) => read(item as Node, `${pointer}/${index}`, depth + 1, reader))
  }
  if (!isMap(node)) return isScalar(node) ? String(node.value ?? '') : ''
  return Object.fromEntries(
    node.items.map((pair) => readPair(pair as Pair<Node, Node | null>, pointer, depth, reader)),
  )
}

function readPair(
  pair: Pair<Node, Node | null>,
  parent: string,
  depth: number,
  reader: Reader,
): [string, unknown] {
  const key = isScalar(pair.key) ? String(pair.key.value ?? '') : ''
  const offset = pair.key.range?.[0] ?? 0
  const refusal = isScalar(pair.key) ? refusalOf(pair.key, depth) : 'A setting has a plain name.'
  if (refusal) reader.refusals.push({ offset, message: refusal })
  const pointer = `${parent}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
  // The key's position, not the value's: an unknown setting is shown by its name, and an empty one has nothing else.
  reader.offsets.set(pointer, offset)
  return [key, read(pair.value, pointer, depth + 1, reader)]
}

function refusalOf(node: Node | null, depth: number): string | undefined {
  if (depth > MAXIMUM_DEPTH) return 'Nothing is set this deep: check the indentation.'
  if (node === null) return undefined
  if (!isMap(node) && !isSeq(node) && !isScalar(node))
    return 'Aliases (`*name`) are not taken: write the value out.'
  if (node.anchor !== undefined)
    return 'Anchors (`&name`) are not taken: write the value out where it is needed.'
  return node.tag === undefined ? undefined : 'Tags (`!name`) are not taken: write the bare value.'
}

/** An empty file, or one of comments only. */
function isEmpty(contents: Node | null): boolean {
  return contents === null || (isScalar(contents) && (contents.value ?? '') === '')
}

const SYNTAX: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'This is set twice: leave only one.',
  MULTIPLE_DOCS: 'The file must hold one YAML document: remove the line `---`.',
  TAB_AS_INDENT: 'Indent with spaces, not with tabs.',
  BAD_ALIAS: 'Aliases (`*name`) are not taken: write the value out.',
  TAG_RESOLVE_FAILED: 'Tags (`!name`) are not taken: write the bare value.',
  BAD_INDENT:
    'The indentation is wrong, or a bracket is not closed: settings of one group begin in the same column.',
  MISSING_CHAR: 'Something is missing here: a colon after a name, a closing bracket or a closing quote.',
  RESOURCE_EXHAUSTION: 'This is nested far too deep.',
}

/** The library's own messages quote the file, which anyone may have written: these do not. */
function syntaxMessage(code: string): string {
  return SYNTAX[code] ?? 'This is not valid YAML: check indentation, colons, quotes and brackets.'
}
