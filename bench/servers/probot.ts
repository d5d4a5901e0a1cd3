import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import { createNodeMiddleware, createProbot } from 'probot'
import { PATH, serve } from './serve.ts'

/** A bare Probot app that hears comments and stores nothing. It logs errors alone, as the App does here. */
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
const probot = createProbot({
  overrides: { appId: 1, privateKey, secret: process.env.SECRET ?? '', logLevel: 'error' },
})
const middleware = await createNodeMiddleware(
  (app) => {
    app.on('issue_comment', async () => undefined)
  },
  { probot, webhooksPath: PATH },
)
await serve(createServer(middleware), async () => 0)
