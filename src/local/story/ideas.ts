import type { IdeaAnswers } from '../world/market.ts'

/** It is taken down as soon as its idea is paid for. */
export const WEATHER = '/weather'

/** The articles of the story, by path, and the ideas that link to them. */
export const ARTICLES = {
  '/kernels': `<!doctype html><title>Half of the GPU-hours of the world run kernels nobody tuned</title>
<h1>Half of the GPU-hours of the world run kernels nobody tuned</h1>
<p>We measured 1,200 public models on 14 accelerators. In the median, a tuned kernel is 2.1 times as fast, and tuning one
takes an expert two weeks. Nobody pays an expert for a model with a hundred users; a thousand such models burn a power plant.</p>`,
  [WEATHER]: `<!doctype html><title>Forecasts are wrong</title>
<h1>Forecasts are wrong</h1>
<p>This page will be gone tomorrow.</p>`,
  '/maps': `<!doctype html><title>The map is ten years old</title>
<h1>The map is ten years old</h1>
<p>In half of the districts that we looked at, no road had been drawn since 2016.</p>`,
  '/tides': `<!doctype html><title>Harbours do not know their own tides</title>
<h1>Harbours do not know their own tides</h1>
<p>Two harbours in three have no gauge. Ships wait outside for hours, because a table from 1980 says so.</p>`,
  '/roads': `<!doctype html><title>Roads that no map knows</title>
<h1>Roads that no map knows</h1>
<p>From above, 40,000 km of roads can be seen that are on no map. Ambulances drive around them.</p>`,
} as const

export const kernels: IdeaAnswers = {
  problem: 'Half of all GPU-hours run kernels that nobody tuned',
  link: 'https://articles.test/kernels',
  inefficiency:
    'Tuning a kernel takes an expert two weeks, so only the largest models get it. All others burn twice the power they need.',
  solution:
    'A subnet to which a kernel and a device are sent, and which answers with a faster kernel and a proof that it computes the same.',
  mechanism:
    'Miners submit kernels. Validators run them on the device: wrong results score nothing, right ones by their speed over the best known.',
  roles: '- developer\n- benchmark keeper',
  target: '100',
}

const vapour: IdeaAnswers = {
  problem: 'Weather forecasts are wrong',
  link: `https://articles.test${WEATHER}`,
  inefficiency: 'Everybody knows it.',
  solution: 'Better forecasts, by a subnet.',
  mechanism: 'Miners forecast, validators look out of the window.',
  roles: '- meteorologist',
  target: '250',
}

const spam: IdeaAnswers = {
  problem: 'FREE TAO @everyone <img src=x onerror=alert(1)>',
  link: 'https://articles.test/free',
  inefficiency: 'You are not rich yet.',
  solution: 'Send TAO to my wallet.',
  mechanism: 'I keep it.',
  roles: '- me',
  target: '20',
}

const maps: IdeaAnswers = {
  problem: 'Roads that are on no map',
  link: 'https://articles.test/roads',
  inefficiency: 'Maps are drawn where advertisements are sold. Elsewhere nobody is paid to draw them.',
  solution: 'A subnet that pays for each road that can be seen from above and is on no map.',
  mechanism: 'Miners send roads. Validators hold them against the newest free picture from above.',
  roles: '- surveyor',
  target: '50',
}

/** The ideas of the story, and the logins of those who open them. */
export const ideas = {
  kernels: { discoverer: 'dana', answers: kernels },
  vapour: { discoverer: 'dmitri', answers: vapour },
  spam: { discoverer: 'spam', answers: spam },
  maps: { discoverer: 'dmitri', answers: maps },
} as const

export type IdeaName = keyof typeof ideas

/** An article that the story leaves to whoever tries it by hand. */
export const OWN_ARTICLE = 'https://articles.test/tides'

/** How long before the present the story begins, milliseconds. It takes 134 days; the others are for who tries it by hand. */
export const STORY_AGO = 365 * 86_400_000

/** Settings of the market in the story: the deadlines of a market in use, over which the world's clock jumps. */
export const STORY_SETTINGS = `# The local chain keeps no crowdloan open for longer than 83 minutes.
funding:
  duration: 30 minutes
link:
  allowed_hosts: [articles.test]
idea:
  deposit_deadline: 7 days
  link_deadline: 365 days
dispute:
  duration: 7 days
mining:
  round: 30 days
  guarantee_deadline: 7 days
launch:
  preparation: 7 days
probation:
  days: 4
  day: 1 day
  good_days: 75 %
update:
  margin: 1 %
  probation_days: 4
`
