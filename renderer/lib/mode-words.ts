/** A mode’s lower 12 bits as `ls -l` has them: `rwxr-xr-x`. */
export function modeWords(mode: number): string {
  const bits = [6, 3, 0].map((shift, index) => {
    const three = (mode >> shift) & 7
    const special = (mode >> (11 - index)) & 1
    const x = three & 1 ? (special ? (index === 2 ? 't' : 's') : 'x') : special ? (index === 2 ? 'T' : 'S') : '-'
    return `${three & 4 ? 'r' : '-'}${three & 2 ? 'w' : '-'}${x}`
  })
  return bits.join('')
}
