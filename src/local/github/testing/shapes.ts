import { readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'

type Described = { responses: Record<string, unknown> }
type Description = { paths: Record<string, Record<string, Described>> }

/** GitHub's own description of its API and its webhooks. It is large: read it once in a test file. */
export function readShapes() {
  const path = new URL('generated/api.github.com.json', import.meta.resolve('@octokit/openapi'))
  const description = JSON.parse(readFileSync(path, 'utf8'), asJsonSchema) as Description
  const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false })
  formats.default(ajv)
  ajv.addSchema(description, 'github')
  const compiled = new Map<string, ValidateFunction>()

  function errors(pointer: string, value: unknown): string[] {
    const validate = compiled.get(pointer) ?? ajv.compile({ $ref: `github#${pointer}` })
    compiled.set(pointer, validate)
    validate(value)
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    )
  }
  return {
    /** What is wrong with an answer to `GET /repos/{owner}/{repo}/…`; no response of that status is wrong too. */
    ofAnswer: (method: string, route: string, status: number, body: unknown): string[] => {
      const responses = description.paths[route]?.[method.toLowerCase()]?.responses
      if (!responses?.[status]) return [`${method} ${route} has no answer ${status}`]
      const at = `/paths/${escaped(route)}/${method.toLowerCase()}/responses/${status}`
      return status === 204
        ? []
        : errors(`${resolve(description, at)}/content/application~1json/schema`, body)
    },
    /** What is wrong with the payload of a webhook, by the name of its schema such as `webhook-issues-opened`. */
    ofPayload: (schema: string, payload: unknown): string[] =>
      errors(`/components/schemas/${schema}`, payload),
  }
}

type Schema = { nullable?: boolean; type?: string; enum?: unknown[]; allOf?: { title?: string }[] }

/** Says in words of JSON Schema what the description says in its own, and mends its one mistake. */
function asJsonSchema(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value
  const { nullable, ...schema } = value as Schema
  // Nothing is both a user and an enterprise: the list of installations means either.
  if (schema.allOf?.some(({ title }) => title === 'Enterprise'))
    return { anyOf: [...schema.allOf, { type: 'null' }] }
  if (nullable && schema.type === undefined) return { anyOf: [schema, { type: 'null' }] }
  return nullable && schema.enum ? { ...value, enum: [...schema.enum, null] } : value
}

const escaped = (segment: string) => encodeURIComponent(segment.replaceAll('~', '~0').replaceAll('/', '~1'))

/** Follows one `$ref`, as answers of the same shape share a component. */
function resolve(description: object, pointer: string): string {
  let value: unknown = description
  for (const segment of pointer.slice(1).split('/')) {
    value = (value as Record<string, unknown>)[
      decodeURIComponent(segment).replaceAll('~1', '/').replaceAll('~0', '~')
    ]
  }
  const reference = (value as { $ref?: string }).$ref
  return reference === undefined ? pointer : reference.slice(1)
}
