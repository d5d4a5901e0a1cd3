import { expect, test } from 'vitest'
import { toHtml } from './markdown.ts'

test('a comment reads as it was meant', () => {
  const html = toHtml(
    '## Next\n\nPay **1 TAO** with `call`:\n\n```\n<hex>\n```\n\n1. [see](https://riverbed.test/?a=1&b=2)\n',
  )
  expect(html).toContain('<p>Pay <strong>1 TAO</strong> with <code>call</code>:</p>')
  expect(html).toContain('<code>&lt;hex&gt;\n</code>')
  expect(html).toContain('<a href="https://riverbed.test/?a=1&amp;b=2">see</a>')
  expect(toHtml('| a | b |\n| - | - |\n| 1 | 2 |\n')).toContain('<td>1</td>')
})

test('folded text is folded, and hidden marks are not shown', () => {
  const html = toHtml('<!-- tributary: 7 -->\n\n<details><summary>Call</summary>\n\nx\n\n</details>\n')
  expect(html).toMatch(/^\s*<details><summary>Call<\/summary>\s*<p>x<\/p>\s*<\/details>\s*$/)
})

test.each([
  '<script>alert(1)</script>',
  'x <img src=x onerror=alert(1)> y',
  '<details open ontoggle=alert(1)>',
  '[x](javascript:alert(1))',
  '![x](data:text/html,<script>alert(1)</script>)',
  '![x](https://a.test/x.png)',
  '[x](https://a.test/"onmouseover=alert(1))',
  '<https://a.test/"><script>alert(1)</script>>',
  '`<b onclick=alert(1)>`',
  '<!-- --><svg onload=alert(1)>',
  '<!--<b>--><img src=x>\n\n-->',
])('%s does nothing', (markdown) => {
  const tags = toHtml(markdown).match(/<[^>]*>/g) ?? []
  for (const tag of tags)
    expect(tag).toMatch(/^<(\/?(p|code|pre|details|summary)|\/a|a href="https:\/\/[^"<>]*")>$/)
})

test('a column is aligned without a style, which no page would take', () => {
  const html = toHtml('| a | b |\n|---|---:|\n| 1 | 2 |')
  expect(html).toContain('<td align="right">2</td>')
  expect(html).not.toContain('style=')
})
