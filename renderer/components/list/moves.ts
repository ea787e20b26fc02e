/**
 * Where a key moves to in a list of `count` lines of which `page` fit on the screen; undefined for other keys.
 * `current` is -1 while nothing is chosen.
 */
export function moved(key: string, current: number, count: number, page: number): number | undefined {
  if (count === 0) return undefined
  const last = count - 1
  const within = (index: number) => Math.min(last, Math.max(0, index))
  switch (key) {
    case 'ArrowDown':
      return within(current + 1)
    case 'ArrowUp':
      return within(current - 1)
    case 'Home':
      return 0
    case 'End':
      return last
    case 'PageDown':
      return within(current + Math.max(1, page - 1))
    case 'PageUp':
      return within(current - Math.max(1, page - 1))
    default:
      return undefined
  }
}
