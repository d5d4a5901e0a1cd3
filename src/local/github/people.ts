/** The organisation that owns the market, and the market's repository. */
export const ORGANISATION = 'riverbed'
export const MARKET = 'market'
/** Owns the organisation, and is the site's administrator. */
export const OWNER = 'ops'
export const APP_SLUG = 'tributary'
export const APP_ID = 4242
export const INSTALLATION_ID = 424200

/** Everybody on the local GitHub. All but the owner are strangers to the organisation, as most of GitHub is. */
export const PEOPLE = [
  { login: OWNER, name: 'Olga, operations' },
  { login: 'dana', name: 'Dana, discoverer' },
  { login: 'dmitri', name: 'Dmitri, discoverer' },
  { login: 'fay', name: 'Fay, funder' },
  { login: 'finn', name: 'Finn, funder' },
  { login: 'flora', name: 'Flora, funder' },
  { login: 'mia', name: 'Mia, miner' },
  { login: 'milo', name: 'Milo, miner' },
  { login: 'nora', name: 'Nora, miner' },
  { login: 'vera', name: 'Vera, validator' },
  { login: 'viktor', name: 'Viktor, validator' },
  { login: 'violet', name: 'Violet, validator' },
  { login: 'vlad', name: 'Vlad, validator' },
  { login: 'spam', name: 'Sam, spammer' },
  { login: 'nell', name: 'Nell, newcomer' },
] as const
