/** Content by path; null where a file is larger than `MAXIMUM_FILE_BYTES` and was not read. */
export type Files = ReadonlyMap<string, Uint8Array | null>

/** The largest file that is read. A larger one is handed over as `null`: it is there, but nobody looked inside. */
export const MAXIMUM_FILE_BYTES = 262_144
