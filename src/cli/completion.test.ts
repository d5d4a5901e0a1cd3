import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { scripts } from './completion/scripts.ts'
import { makeProgram } from './program.ts'
import { ran } from './testing/ran.ts'

const program = makeProgram()

test('bash completes commands, those below them, and options behind arguments', async () => {
  const complete = (line: string) =>
    `COMP_WORDS=(${line}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _tributary; echo "\${COMPREPLY[@]}"`
  const lines = [
    'tributary contr',
    'tributary ledger e',
    'tributary treasury hand-over --from-',
    'tributary pay 6 --dr',
    'tributary nothing x',
  ]
  const script = `${scripts.bash(program)}\n${lines.map(complete).join('\n')}`
  const { stdout } = await promisify(execFile)('bash', ['-c', script])
  expect(stdout.split('\n')).toEqual(['contribute', 'export', '--from-threshold', '--dry-run', '', ''])
})

test.each(['bash', 'zsh', 'fish'] as const)('%s is told each command and each option', async (shell) => {
  const { code, out } = await ran('completion', shell)
  expect(code).toBe(0)
  for (const command of program.commands) expect(out).toContain(command.name())
  for (const option of program.commands.flatMap(({ options }) => options))
    expect(out).toContain(shell === 'fish' ? `-l ${option.long?.slice(2)} ` : option.long)
})

test('another shell is no choice', async () => {
  const { code, error } = await ran('completion', 'tcsh')
  expect([code, error]).toEqual([64, expect.stringMatching('Allowed choices are bash, zsh, fish')])
})
