/** The parts of a subnet's page, in the order in which they stand: `all` puts them on one. */
export const TABS = [
  'overview',
  'funding',
  'proposals',
  'launch',
  'team',
  'sales',
  'distributions',
  'money',
  'events',
  'all',
] as const
export type Tab = (typeof TABS)[number]

/** Where a panel can stand: the first and the last two are the page's own. */
export type PanelTab = Exclude<Tab, 'events' | 'all'>

export const asTab = (text: string | undefined): Tab | undefined => TABS.find((tab) => tab === text)
