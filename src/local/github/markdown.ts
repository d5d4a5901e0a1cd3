import MarkdownIt from 'markdown-it'

/** Markdown as HTML that is safe to show: of HTML in it only a few bare tags are let through, and links lead to the web only. */
export function toHtml(markdown: string): string {
  return reader.render(markdown)
}

const reader = new MarkdownIt({ html: true, linkify: false, breaks: true }).disable('image')
// No page takes a style from a text: how a column is aligned is said as GitHub says it.
reader.core.ruler.push('align', ({ tokens }) => {
  for (const token of tokens) {
    const [, side] = /^text-align:(\w+)$/.exec(String(token.attrGet('style') ?? '')) ?? []
    if (side) token.attrs = [['align', side]]
  }
})
reader.validateLink = (url) => /^https?:\/\//i.test(url)
reader.renderer.rules.html_block = (tokens, index) => bareTags(tokens[index]?.content ?? '')
reader.renderer.rules.html_inline = (tokens, index) => bareTags(tokens[index]?.content ?? '')

/** Tags without attributes that a comment folds and marks its text with; everything else is shown as the text it is. */
function bareTags(html: string): string {
  const withoutComments = html.replace(/<!--[\s\S]*?(-->|$)/g, '')
  return reader.utils
    .escapeHtml(withoutComments)
    .replace(/&lt;(\/?(?:details|summary|sub|sup|kbd|br|b|i))&gt;/g, '<$1>')
}
