/** The organisation that owns the market, and the market's repository. */
export const ORGANISATION = 'riverbed'
export const MARKET = 'market'
export const APP_SLUG = 'tributary'
export const APP_ID = 4242
export const INSTALLATION_ID = 424200

export type Person = { login: string; name: string; siteAdmin?: boolean; owner?: boolean }

/** Everybody on the local GitHub. `ops` owns the organisation; all others are strangers to it, as most of GitHub is. */
export const PEOPLE: readonly Person[] = [
  { login: 'ops', name: 'Olga Ops', siteAdmin: true, owner: true },
  { login: 'dana', name: 'Dana, discoverer' },
  { login: 'dmitri', name: 'Dmitri, discoverer' },
  { login: 'fay', name: 'Fay, funder' },
  { login: 'finn', name: 'Finn, funder' },
  { login: 'flora', name: 'Flora, funder' },
  { login: 'mia', name: 'Mia, miner' },
  { login: 'milo', name: 'Milo, miner' },
  { login: 'vera', name: 'Vera, validator' },
  { login: 'viktor', name: 'Viktor, validator' },
  { login: 'violet', name: 'Violet, validator' },
  { login: 'spam', name: 'Spam, spammer' },
]
