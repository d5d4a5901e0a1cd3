import { InvalidArgumentError } from 'commander'
import type { GitHubPlace } from './new-app.ts'

export const GITHUB = 'https://github.com'
export const GITHUB_API = 'https://api.github.com'

/** An address without a slash at its end: https, or http on this machine alone. */
export function address(text: string): string {
  const url = URL.parse(text)
  const isPlain = url && !url.username && !url.password && !url.search && !url.hash
  if (!url || !isPlain)
    throw new InvalidArgumentError('An address is https://host/path, and nothing after it')
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url)))
    throw new InvalidArgumentError('It begins with https://, unless it is on this machine')
  return url.href.replace(/\/+$/, '')
}

/** Where GitHub sends its deliveries to. It refuses addresses that it cannot reach. */
export function reachable(publicUrl: string, github: string): void {
  if (isLoopback(new URL(publicUrl)) && !isLoopback(new URL(github)))
    throw new Error(`GitHub cannot reach ${publicUrl}: --public-url is the address of the App for everybody.`)
}

export function organization(text: string): string {
  if (/^[a-z\d](?:[a-z\d-]{0,38})$/i.test(text)) return text
  throw new InvalidArgumentError('An organization is named as in its address')
}

export function appName(text: string): string {
  if (text.trim() !== '' && text.length <= 34) return text.trim()
  throw new InvalidArgumentError("An App's name has at most 34 characters")
}

export function port(text: string): number {
  const number = Number(text)
  if (Number.isInteger(number) && number > 0 && number <= 65_535) return number
  throw new InvalidArgumentError('A port is a number from 1 to 65535')
}

/** The API of a GitHub, by the address of its pages. */
export function gitHubPlaceOf(url: string, apiUrl: string | undefined): GitHubPlace {
  return { url, apiUrl: apiUrl ?? apiOf(new URL(url)) }
}

function apiOf(url: URL): string {
  if (url.origin === GITHUB) return GITHUB_API
  if (url.hostname.endsWith('.ghe.com')) return `https://api.${url.host}`
  const own = url.href.replace(/\/$/, '')
  return isLoopback(url) ? own : `${own}/api/v3`
}

const isLoopback = ({ hostname }: URL): boolean =>
  hostname === '127.0.0.1' || hostname === 'localhost' || hostname === '[::1]'
