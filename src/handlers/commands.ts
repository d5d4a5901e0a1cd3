import type { CommandSpec } from './kit/handler.ts'
import type { Hears } from './kit/outside.ts'
import type { Vocabulary } from './kit/parse/commands.ts'
import { outsides } from './outsides.ts'
import type { Ports } from './ports.ts'

/** Every slash command that a family has, in the order in which help shows them. */
export const commands: readonly CommandSpec<Ports>[] = Object.values<Hears>(outsides).flatMap(
  (outside) => outside.commands ?? [],
)

/** What a comment is searched for. */
export const vocabulary: Vocabulary = new Map(
  commands.map(({ name, usage }) => [name, { takesWords: usage !== `/${name}` }]),
)

export const commandNamed = (name: string): CommandSpec<Ports> | undefined =>
  commands.find((command) => command.name === name)
