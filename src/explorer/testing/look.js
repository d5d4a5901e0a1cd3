// Runs inside a page and says what a person would stumble over: text that is too faint, or a page wider than its window.
// Contrast is WCAG 2.2's: 4.5 to 1, here for text of any size.
;(() => {
  const channel = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
  const parts = (color) => (color.match(/[\d.]+/g) ?? []).map(Number)
  const luminance = (color) => {
    const [red, green, blue] = parts(color).map((value) => channel(value / 255))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const background = (element) => {
    const color = getComputedStyle(element).backgroundColor
    return parts(color)[3] === 0 && element.parentElement ? background(element.parentElement) : color
  }
  const contrast = (element) => {
    const colors = [getComputedStyle(element).color, background(element)].map(luminance)
    return (Math.max(...colors) + 0.05) / (Math.min(...colors) + 0.05)
  }
  const faults = []
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const { textContent, parentElement } = texts.currentNode
    if (textContent.trim() === '') continue
    const ratio = contrast(parentElement)
    if (ratio < 4.5) faults.push(`contrast ${ratio.toFixed(2)}: ${textContent.trim().slice(0, 40)}`)
  }
  if (document.documentElement.scrollWidth > innerWidth) faults.push('the page is wider than its window')
  return faults
})()
