import { expect, test } from 'vitest'
import { commandNamed, commands, vocabulary } from './commands.ts'
import type { CommandSpec } from './kit/handler.ts'
import { parseCommands } from './kit/parse/commands.ts'
import type { Ports } from './ports.ts'

test('every command is found by its name, and its usage is what is read as that command', () => {
  expect(new Set(commands.map(({ name }) => name)).size).toBe(commands.length)
  for (const command of commands) {
    expect(commandNamed(command.name)).toBe(command)
    expect(parseCommands(command.usage, vocabulary)).toMatchObject([{ name: command.name }])
    expect(command.summary).toMatch(/^[A-Z].*\.$/)
    expect(command.who).not.toBe('')
  }
})

test.for(['', 'constructor', 'toString', '__proto__', 'Help'])('"%s" names no command', (name) => {
  expect(commandNamed(name)).toBeUndefined()
})

test('a command is given the ports that it names and no others, or it does not compile', () => {
  const asks: CommandSpec<{ weather(): string }> = {
    name: 'x',
    usage: '/x',
    summary: 'X.',
    who: 'anyone',
    run: async (_invocation, ports) => ({
      kind: 'answer',
      answer: { kind: 'unknown-command', name: ports.weather() },
    }),
  }
  // @ts-expect-error: no port tells the weather
  const all: readonly CommandSpec<Ports>[] = [...commands, asks]
  expect(all).toHaveLength(commands.length + 1)
})
