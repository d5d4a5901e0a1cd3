import type { Written } from './payload.ts'

/** Only people command: not bots, not Apps in somebody's name, and not whoever edits what another wrote. */
export const isByPerson = (written: Written, sender: { readonly id: number }): boolean =>
  written.user.type === 'User' && sender.id === written.user.id && !written.performed_via_github_app
