import { writeFileSync } from 'node:fs'
import { configurationPage } from './configuration.ts'

// `npm run docs`: writes the pages that are made from what the code declares.
writeFileSync(new URL('../../../docs/configuration.md', import.meta.url), configurationPage())
