/** What the sender of a request is told: one clear respond, and how to mend it where something can be mended. */
export interface WebhookResponse {
  readonly status: number
  readonly text: string
  readonly headers?: Readonly<Record<string, string>>
}

export const responses = {
  stored: { status: 202, text: 'Stored.' },
  ignored: { status: 202, text: 'Not stored: nothing here listens to this event.' },
  method: { status: 405, text: 'Deliveries are sent by POST.', headers: { allow: 'POST' } },
  headers: {
    status: 400,
    text: 'Not a delivery: X-GitHub-Event, X-GitHub-Delivery and X-Hub-Signature-256 must each be there and well-formed.',
  },
  type: {
    status: 415,
    text: 'Set the content type of the webhook to application/json.',
  },
  signature: {
    status: 401,
    text: 'The signature does not match the body: is the secret of the webhook the one set here?',
  },
  large: { status: 413, text: 'The body is larger than the 25 MB that GitHub sends at most.' },
  notJson: { status: 400, text: 'The body is not a JSON object in UTF-8.' },
  busy: {
    status: 503,
    text: 'It could not be stored in time: send it again later.',
    headers: { 'retry-after': '30' },
  },
} as const satisfies Record<string, WebhookResponse>

export type ResponseName = keyof typeof responses
