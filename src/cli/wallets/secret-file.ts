import { open } from 'node:fs/promises'

/** A file that may hold a secret, and whether others on this machine can read or change it. */
export interface SecretFile {
  readonly bytes: Buffer
  readonly isShared: boolean
}

/** Throws where it cannot be read. Windows does not tell by its mode who may read a file. */
export async function readSecretFile(path: string): Promise<SecretFile> {
  const file = await open(path)
  try {
    const { mode } = await file.stat()
    return { bytes: await file.readFile(), isShared: process.platform !== 'win32' && (mode & 0o077) !== 0 }
  } finally {
    await file.close()
  }
}

/** Why a file with a secret in the open is not used. */
export const sharedSecret = (what: string, path: string): Error =>
  new Error(`Others on this machine can read ${what}. Make it yours alone: chmod 600 ${path}`)
