import type { PGlite } from '@electric-sql/pglite'

// A database that a test has used, made as new again: much faster than another one. What a test changed of the schema is
// not undone: such a database is not used again.

/** What a new database has: its schema by a digest, and the few rows and sequences that are in it. */
export interface Blank {
  readonly schema: string
  readonly rows: readonly TableRows[]
  readonly sequences: readonly SequenceState[]
}

interface TableRows {
  readonly name: string
  /** As a JSON list. */
  readonly rows: string
}

interface SequenceState {
  readonly name: string
  readonly value: string
  readonly called: boolean
}

/** Looks at a database in which nothing has been written yet. */
export async function readBlank(client: PGlite): Promise<Blank> {
  const rows: TableRows[] = []
  for (const name of await filledTables(client)) {
    const [table] = await ask<{ rows: string }>(client, `SELECT json_agg(t)::text AS rows FROM ${name} t`)
    if (table) rows.push({ name, rows: table.rows })
  }
  const sequences: SequenceState[] = []
  for (const { name } of await ask<{ name: string }>(client, SEQUENCES)) {
    const [state] = await ask<Omit<SequenceState, 'name'>>(
      client,
      `SELECT last_value::text AS value, is_called AS called FROM ${name}`,
    )
    if (state) sequences.push({ name, ...state })
  }
  return { schema: await digestSchema(client), rows, sequences }
}

/** Whether the database is as it was when it was new. If not, it must not be used again. */
export async function emptied(client: PGlite, blank: Blank): Promise<boolean> {
  await client.exec('DISCARD ALL')
  if ((await digestSchema(client)) !== blank.schema) return false
  const used = new Set([...(await filledTables(client)), ...blank.rows.map(({ name }) => name)])
  // Rows come back as they were: nothing that a trigger or a reference would say about them is wanted.
  const rows = blank.rows.map(
    ({ name, rows }) =>
      `INSERT INTO ${name} OVERRIDING SYSTEM VALUE SELECT * FROM json_populate_recordset(NULL::${name}, ${quoted(rows)});`,
  )
  const sequences = blank.sequences.map(
    ({ name, value, called }) => `SELECT setval(${quoted(name)}, ${value}, ${called});`,
  )
  await client.exec(
    [
      'BEGIN; SET LOCAL session_replication_role = replica;',
      `TRUNCATE ${[...used].join(', ')} CASCADE;`,
      ...rows,
      ...sequences,
      'COMMIT;',
    ].join('\n'),
  )
  return true
}

/** The tables that have rows. */
async function filledTables(client: PGlite): Promise<string[]> {
  const tables = await ask<{ name: string }>(client, TABLES)
  const looks = tables.map(({ name }) => `SELECT ${quoted(name)} AS name WHERE EXISTS (SELECT FROM ${name})`)
  return (await ask<{ name: string }>(client, looks.join(' UNION ALL '))).map(({ name }) => name)
}

async function digestSchema(client: PGlite): Promise<string> {
  const [schema] = await ask<{ digest: string }>(client, SCHEMA)
  if (!schema) throw new Error('A database without a schema.')
  return schema.digest
}

const ask = async <Row>(client: PGlite, query: string): Promise<Row[]> =>
  (await client.query<Row>(query)).rows

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** What a database has of its own, and not PostgreSQL. */
const OWN = 16_384

const TABLES = `SELECT oid::regclass::text AS name FROM pg_class WHERE relkind = 'r' AND oid >= ${OWN}
  AND relnamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace) ORDER BY 1`

const SEQUENCES = `SELECT oid::regclass::text AS name FROM pg_class WHERE relkind = 'S' AND oid >= ${OWN} ORDER BY 1`

const SCHEMA = `SELECT md5(concat(
  (SELECT string_agg(concat(oid, relname, relkind, relpersistence), ',' ORDER BY oid) FROM pg_class WHERE oid >= ${OWN}),
  (SELECT string_agg(concat(attrelid, attname, atttypid, attnotnull, atthasdef), ',' ORDER BY attrelid, attnum) FROM pg_attribute WHERE attrelid >= ${OWN}),
  (SELECT string_agg(concat(oid, pg_get_constraintdef(oid)), ',' ORDER BY oid) FROM pg_constraint WHERE oid >= ${OWN}),
  (SELECT string_agg(concat(oid, tgname, tgenabled), ',' ORDER BY oid) FROM pg_trigger WHERE oid >= ${OWN}),
  (SELECT string_agg(concat(oid, md5(prosrc)), ',' ORDER BY oid) FROM pg_proc WHERE oid >= ${OWN}),
  (SELECT string_agg(concat(adrelid, adnum, md5(adbin::text)), ',' ORDER BY oid) FROM pg_attrdef),
  (SELECT string_agg(nspname, ',' ORDER BY oid) FROM pg_namespace),
  (SELECT string_agg(concat(setdatabase, setrole, setconfig::text), ',') FROM pg_db_role_setting)
)) AS digest`
