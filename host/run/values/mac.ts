/** Whether this is a hardware address: 6, 8 or 20 bytes, as `02:42:…`, `02-42-…` or `0242.ac11.0002`. */
export function isMac(text: string): boolean {
  const bytes = /^(?:[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1)*[0-9a-f]{2})$/i.test(text)
    ? (text.length + 1) / 3
    : /^[0-9a-f]{4}(?:\.[0-9a-f]{4})+$/i.test(text)
      ? ((text.length + 1) / 5) * 2
      : 0
  return bytes === 6 || bytes === 8 || bytes === 20
}
