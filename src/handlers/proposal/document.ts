import type { ValidateFunction } from 'ajv/dist/2020.js'
import type { FileProblem } from '../../mechanisms/architecture/architecture.ts'
import { describeErrors } from '../kit/yaml/problems.ts'
import { type FilePosition, readYaml } from '../kit/yaml/yaml.ts'
import { whyNotSet } from './hyperparameter.ts'

/** The largest YAML file that is read: a hostile one of this size takes under half a second. */
export const MAXIMUM_BYTES = 65_536

/** One YAML file, held against its schema. */
export interface Document<T> {
  readonly file: string
  /** What it says, every scalar as written; null where it is not as its schema wants it. */
  readonly value: T | null
  readonly problems: readonly FileProblem[]
  /** A problem at the entry that the JSON pointer names. */
  problemAt(pointer: string, message: string): FileProblem
}

export function readDocument<T>(
  file: string,
  bytes: Uint8Array | null,
  validate: ValidateFunction<T>,
): Document<T> {
  const text = textOf(bytes)
  if (typeof text !== 'string') return unreadable(file, text.problem)
  const { value, problems, positionOf } = readYaml(text)
  const problemAt = (pointer: string, message: string) => ({ file, ...positionOf(pointer), message })
  const found: (FilePosition & { readonly message: string })[] = [...problems]
  if (found.length === 0 && !validate(value)) {
    found.push(...describeErrors(validate.errors ?? [], positionOf, whyUnknown))
  }
  const told = found.map(({ line, column, message }) => ({ file, line, column, message }))
  return { file, value: told.length === 0 ? (value as T) : null, problems: told, problemAt }
}

export const wholeFile = (file: string, message: string): FileProblem => ({
  file,
  line: 0,
  column: 0,
  message,
})

/** A file that nobody looked into. */
export function unreadable(file: string, message: string): Document<never> {
  const problem = wholeFile(file, message)
  return { file, value: null, problems: [problem], problemAt: (_, other) => wholeFile(file, other) }
}

/** The text of a file, if it is one. */
export function textOf(bytes: Uint8Array | null): string | { readonly problem: string } {
  if (!bytes || bytes.byteLength > MAXIMUM_BYTES)
    return { problem: 'The file is larger than 64 KiB: shorten it.' }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return { problem: 'The file is not text in UTF-8: save it so.' }
  }
}

const whyUnknown = (pointer: string, name: string): string | undefined =>
  pointer === '/hyperparameters' ? whyNotSet(name) : undefined
