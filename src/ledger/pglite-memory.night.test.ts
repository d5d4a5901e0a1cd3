import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'

// What docs/operating.md says of the memory of PGlite, held against what it takes.

const MIB = 2 ** 20

/** A process of its own, so that nothing else is measured. It prints how much it had at most, in bytes, and how large the page cache is. */
const program = (directory: string, after: string) => `
import { createPglite } from '${new URL('./pglite.ts', import.meta.url)}'
const client = await createPglite(${JSON.stringify(directory)})
${after}
const { rows: [cache] } = await client.query('SHOW shared_buffers')
console.log(JSON.stringify({ most: process.resourceUsage().maxRSS * 1024, cache: cache.shared_buffers }))
await client.close()
`
const MANY = `
await client.exec('CREATE TABLE kept (n int PRIMARY KEY, text text)')
for (let from = 0; from < 1000000; from += 100000)
  await client.exec('INSERT INTO kept SELECT n, md5(n::text) FROM generate_series(' + from + ',' + (from + 99999) + ') n')
`

const WRITTEN =
  /from 70 to (?<made>[\d,]+) MiB at most[\s\S]*opening it again took (?<opened>[\d,]+)\.[\s\S]*rows with an index brought that to (?<filled>[\d,]+)\.[\s\S]*usual (?<cache>\d+) MiB/

test('a new directory, an old one and a million rows take what is written, or little more', {
  timeout: 300_000,
}, async () => {
  const page = await readFile(new URL('../../docs/operating.md', import.meta.url), 'utf8')
  const said = WRITTEN.exec(page)?.groups ?? {}
  const directory = await mkdtemp(join(tmpdir(), 'tributary-memory-'))
  onTestFinished(() => rm(directory, { recursive: true }))
  for (const [step, after] of [
    ['made', ''],
    ['opened', ''],
    ['filled', MANY],
  ] as const) {
    const source = program(join(directory, 'ledger'), after)
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', source])
    const { most, cache } = JSON.parse(stdout) as { most: number; cache: string }
    expect(cache).toBe(`${said.cache}MB`)
    expect(most / MIB, step).toBeLessThan(Number(said[step]?.replaceAll(',', '')) * 1.25)
  }
})
