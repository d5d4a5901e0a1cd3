const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/** Why a text is no host name for the list of allowed hosts, or undefined when it is one. */
export function hostProblem(text: string): string | undefined {
  if (text.includes('*')) return 'There are no wildcards: a host stands for itself and all its subdomains.'
  if (/[/:@]/.test(text)) return 'Write the host alone, without scheme, port or path, such as `arxiv.org`.'
  if (/[A-Z]/.test(text)) return 'Write the host in lower case.'
  const labels = text.split('.')
  const [top = ''] = labels.slice(-1)
  if (text.length > 253 || !labels.every((label) => LABEL.test(label))) {
    return 'Write a host name such as `arxiv.org`, in ASCII (an international name as `xn--…`).'
  }
  if (labels.length < 2) return 'Write a whole host name with its domain, such as `arxiv.org`.'
  if (!/[a-z]/.test(top)) return 'Write a host name: an IP address cannot be allowed.'
  return undefined
}
