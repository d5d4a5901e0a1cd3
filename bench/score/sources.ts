import { join } from 'node:path'

/** The sources that are measured: those of this commit, or those of an earlier one in a directory of its own. */
const ROOT = process.env.ROOT ?? join(import.meta.dirname, '../..')

/** A module of the sources that are measured. Its type is that of today's, as far as both have it. */
export const load = async <Module>(path: string): Promise<Module> =>
  (await import(join(ROOT, path))) as Module

/** Before streams, all of a subnet was one. */
export const IS_BEFORE = process.env.ROOT !== undefined
