const collator = new Intl.Collator('en', { numeric: true })

/** Tags as they are looked for: `latest`, then the highest version first; each once. */
export function inOrder(tags: readonly string[]): string[] {
  return [...new Set(tags)].sort((a, b) => {
    if (a === 'latest' || b === 'latest') return a === 'latest' ? -1 : 1
    const numbered = Number(/^v?\d/.test(b)) - Number(/^v?\d/.test(a))
    return numbered || collator.compare(b, a)
  })
}
