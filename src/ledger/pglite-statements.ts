import {
  Mutex,
  type PGlite,
  protocol,
  type QueryOptions,
  type Results,
  type Transaction,
} from '@electric-sql/pglite'

const { messages, serialize } = protocol

/** One statement of SQL that PGlite has read once, and keeps under its name. */
interface Statement {
  readonly name: string
  /** The types of its parameters. */
  readonly given: readonly number[]
  readonly fields: Results['fields']
}

type Row = Record<string, unknown> | readonly unknown[]
export type Ask = (text: string, values?: readonly unknown[], options?: QueryOptions) => Promise<Results<Row>>

/** How PGlite is asked: as by its own functions, and several times faster. */
export interface Statements {
  readonly query: Ask
  /** Nothing else is asked meanwhile but by `work`. */
  transaction<Answer>(work: (query: Ask, inside: Transaction) => Promise<Answer>): Promise<Answer>
}

/** So many are kept: each takes some kilobytes of PGlite's memory. */
const KEPT = 300

/**
 * PGlite reads a statement anew each time, and asks its server six times for one answer: that took longer than most answers. Here a
 * statement is read once, and then each is one message. How it is carried out is planned each time: what was planned while a
 * table was empty would stay.
 */
export function openStatements(client: PGlite): Statements {
  const known = new Map<string, Statement>()
  const outdated: string[] = []
  const oneAtATime = new Mutex()
  let made = 0

  const send = async (parts: readonly Uint8Array[], syncToFs: boolean) => {
    if (!client.ready) throw new Error('PGlite is closed')
    const closing = outdated.splice(0).map((name) => serialize.close({ type: 'S', name }))
    return client.execProtocolStream(Buffer.concat([...closing, ...parts, serialize.sync()]), { syncToFs })
  }
  const forget = (text: string, { name }: Statement) => {
    known.delete(text)
    outdated.push(name)
  }
  const read = async (text: string): Promise<Statement> => {
    made += 1
    const name = `s${made}`
    const answers = await send(
      [serialize.parse({ name, text }), serialize.describe({ type: 'S', name })],
      false,
    )
    const given = answers.find((answer) => answer instanceof messages.ParameterDescriptionMessage)
    const described = answers.find((answer) => answer instanceof messages.RowDescriptionMessage)
    const fields = described?.fields.map(({ name, dataTypeID }) => ({ name, dataTypeID })) ?? []
    return { name, given: given?.dataTypeIDs ?? [], fields }
  }
  /** What was asked last is forgotten last. */
  const statementOf = async (text: string): Promise<Statement> => {
    const statement = known.get(text) ?? (await read(text))
    known.delete(text)
    known.set(text, statement)
    const [oldest] = known
    if (known.size > KEPT && oldest) forget(...oldest)
    return statement
  }
  const ask = (syncToFs: boolean, ...[text, values = [], options = {}]: Parameters<Ask>) =>
    client.runExclusive(async () => {
      const statement = await statementOf(text)
      const bound = serialize.bind({ statement: statement.name, values: written(client, statement, values) })
      const answers = await send([bound, serialize.execute({})], syncToFs).catch((error) => {
        if (isOutdated(error)) forget(text, statement)
        throw error
      })
      return resultOf(answers, statement.fields, readerOf(client, options))
    })
  return {
    query: (...asked) =>
      oneAtATime.runExclusive(() =>
        ask(true, ...asked).catch((error) => {
          if (!isOutdated(error)) throw error
          return ask(true, ...asked)
        }),
      ),
    transaction: (work) =>
      oneAtATime.runExclusive(() =>
        client.transaction((inside) => {
          const query: Ask = async (...asked) => {
            if (inside.closed) throw new Error('Transaction is closed')
            return ask(false, ...asked)
          }
          return work(query, inside)
        }),
      ),
  }
}

/** The statement is gone, or its table has other columns since it was read. Nothing was carried out. */
const OUTDATED: ReadonlySet<unknown> = new Set(['26000', '0A000'])
const isOutdated = (error: { readonly code?: unknown }): boolean => OUTDATED.has(error.code)

/** Values as the types of their parameters are written. */
const written = (client: PGlite, { given }: Statement, values: readonly unknown[]) =>
  values.map((value, place) => {
    if (value === null || value === undefined) return null
    const type = given[place]
    const write = type === undefined ? undefined : client.serializers[type]
    return write ? write(value) : String(value)
  })

type Read = (text: string | null, type: number) => unknown

const readerOf = (client: PGlite, { rowMode, parsers }: QueryOptions) => {
  const read: Read = (text, type) => {
    if (text === null) return null
    const parse = parsers?.[type] ?? client.parsers[type]
    return parse ? parse(text, type) : text
  }
  return { read, asList: rowMode === 'array' }
}

function resultOf(
  answers: Awaited<ReturnType<PGlite['execProtocolStream']>>,
  fields: Results['fields'],
  { read, asList }: { readonly read: Read; readonly asList: boolean },
): Results<Row> {
  const rows: Row[] = []
  let affectedRows = 0
  for (const answer of answers) {
    if (answer instanceof messages.DataRowMessage) {
      const values = fields.map(({ dataTypeID }, place) => read(answer.fields[place] ?? null, dataTypeID))
      rows.push(asList ? values : Object.fromEntries(fields.map(({ name }, place) => [name, values[place]])))
    } else if (answer instanceof messages.CommandCompleteMessage) {
      const [command = '', ...counts] = answer.text.split(' ')
      if (CHANGING.has(command)) affectedRows = Number(counts.at(-1))
    }
  }
  return { rows, fields, affectedRows }
}

const CHANGING: ReadonlySet<string> = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])
