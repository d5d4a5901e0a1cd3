import { readFileSync, writeFileSync } from 'node:fs'
import { cliPage } from './cli.ts'
import { configurationPage } from './configuration.ts'
import { withDeclarations } from './operating.ts'
import { repositoryPage } from './repository.ts'

// `npm run docs`: writes the pages, and parts of pages, that are made from what the code declares.
const page = (name: string) => new URL(`../../../docs/${name}.md`, import.meta.url)
writeFileSync(page('cli'), cliPage())
writeFileSync(page('configuration'), configurationPage())
writeFileSync(page('repository'), repositoryPage())
writeFileSync(page('operating'), withDeclarations(readFileSync(page('operating'), 'utf8')))
