/** Capabilities in the engine's own spelling, each once, in order; null for none. */
export function capabilities(names: string[]): string[] | null {
  const normal = names.map((name) => {
    const upper = name.toUpperCase()
    return upper === 'ALL' || upper.startsWith('CAP_') ? upper : `CAP_${upper}`
  })
  return normal.length > 0 ? [...new Set(normal)].sort() : null
}
