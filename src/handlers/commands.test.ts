import { expect, test } from 'vitest'
import { commandNamed, commands } from './commands.ts'
import { parseCommands } from './kit/parse/commands.ts'

test('every command is found by its name, and its usage is what is read as that command', () => {
  expect(new Set(commands.map(({ name }) => name)).size).toBe(commands.length)
  for (const command of commands) {
    expect(commandNamed(command.name)).toBe(command)
    expect(parseCommands(command.usage)).toMatchObject([{ name: command.name }])
    expect(command.summary).toMatch(/^[A-Z].*\.$/)
    expect(command.who).not.toBe('')
  }
})

test.for(['', 'constructor', 'toString', '__proto__', 'Help'])('"%s" names no command', (name) => {
  expect(commandNamed(name)).toBeUndefined()
})
