/** A name that no volume has yet: `data-copy`, `data-copy-2`. */
export function freeName(name: string, ending: string, taken: (name: string) => boolean): string {
  const base = `${name}-${ending}`
  for (let count = 1; ; count++) {
    const wanted = count === 1 ? base : `${base}-${count}`
    if (!taken(wanted)) return wanted
  }
}
