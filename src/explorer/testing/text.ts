/** What a reader sees of a page: its words, without the markup. */
export const text = (html: string) =>
  html
    .replace(/<\/?(div|dd|dt|h\d|li|p|small|span|td|th)\b[^>]*>/g, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ')
