#!/usr/bin/env node
// Runs the command line with the Node that this package brings, whatever Node it was called with: 20.18 is enough for this file.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const NEEDED = 24

const folder = dirname(fileURLToPath(import.meta.url))
const node = nodeOf()
const child = spawn(
  node,
  [
    '--disable-warning=ExperimentalWarning',
    '--import',
    new URL('types.js', import.meta.url).href,
    join(folder, '../src/cli/tributary.ts'),
    ...process.argv.slice(2),
  ],
  { stdio: 'inherit' },
)
// A terminal tells both of an interrupt: the child ends by itself, and this waits for it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('error', (error) => {
  process.stderr.write(`${node} cannot be run: ${error.message}.\n`)
  process.exitCode = 1
})
child.on('exit', (code, signal) => {
  process.exitCode = code ?? 128 + (constants.signals[signal] ?? 0)
})

/** The one that is installed beside the package, or else the one that runs this, where it is new enough. */
function nodeOf() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const brought = join(dirname(createRequire(import.meta.url).resolve('node/package.json')), 'bin', name)
  if (existsSync(brought)) return brought
  if (Number(process.versions.node.split('.')[0]) >= NEEDED) return process.execPath
  process.stderr.write(
    `Tributary runs on Node ${NEEDED}, and this is ${process.version}. The package \`node\` brings it, but its install script was not run: allow it with \`npm rebuild node\`, or run this with Node ${NEEDED}.\n`,
  )
  return process.exit(1)
}
