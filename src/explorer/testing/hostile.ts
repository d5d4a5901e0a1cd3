/** Terms as somebody would write them who wants the page to do something. */
export const HOSTILE = {
  terms: {
    title:
      '<script>alert(1)</script><img src=x onerror=alert(1)> "\'><b>bold</b> \u202egnihton\u0007 @everyone',
    link: 'javascript:alert(1)',
  },
} as const
