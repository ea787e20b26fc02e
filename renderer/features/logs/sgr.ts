/** One of the 16 colours that the theme has, or a colour of its own as 0xRRGGBB. */
export type Colour = { kind: 'theme'; index: number } | { kind: 'exact'; rgb: number }

/** How a piece of text looks. */
export type Look = {
  ink?: Colour
  ground?: Colour
  bold?: true
  dim?: true
  italic?: true
  underline?: true
  inverse?: true
  struck?: true
}

const STEPS = [0, 95, 135, 175, 215, 255] as const

/** A colour by its number of 256: 16 of the theme, a cube of 216, 24 greys. */
export function indexed(index: number): Colour | undefined {
  if (!(index >= 0 && index <= 255)) return undefined
  if (index < 16) return { kind: 'theme', index }
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10
    return { kind: 'exact', rgb: (grey << 16) | (grey << 8) | grey }
  }
  const cube = index - 16
  const part = (step: number) => STEPS[step % 6] ?? 0
  return { kind: 'exact', rgb: (part(Math.floor(cube / 36)) << 16) | (part(Math.floor(cube / 6)) << 8) | part(cube) }
}

/** The look after an SGR sequence with these parameters, as `1;38;5;208`. What it does not know it passes over. */
export function styled(look: Look, parameters: string): Look {
  const next: Look = { ...look }
  const groups = parameters.split(';')
  for (let at = 0; at < groups.length; at++) {
    const group = groups[at] ?? ''
    // With colons a parameter carries its own: `4:3` is one kind of underline, `38:2::1:2:3` a colour.
    const [head = '', ...own] = group.split(':')
    const code = Number(head)
    if (code === 38 || code === 48 || code === 58) {
      const rest = own.length > 0 ? colon(own) : groups.slice(at + 1)
      const { colour, used } = extended(rest)
      if (own.length === 0) at += used
      if (code === 38 && colour) next.ink = colour
      if (code === 48 && colour) next.ground = colour
    } else if (code === 4 && own[0] === '0') {
      delete next.underline
    } else {
      simple(next, code)
    }
  }
  return next
}

/** `38:2:[space]:r:g:b` may name a colour space, which `38;2;r;g;b` can’t. */
const colon = (own: string[]) => (own[0] === '2' && own.length >= 5 ? ['2', ...own.slice(2)] : own)

function extended([kind, ...rest]: readonly string[]): { colour?: Colour | undefined; used: number } {
  const value = (index: number) => Math.min(255, Math.max(0, Number(rest[index] ?? 0) || 0))
  if (kind === '5') return { colour: indexed(value(0)), used: 2 }
  if (kind === '2') return { colour: { kind: 'exact', rgb: (value(0) << 16) | (value(1) << 8) | value(2) }, used: 4 }
  return { used: kind === undefined ? 0 : 1 }
}

function simple(look: Look, code: number): void {
  const theme = (index: number): Colour => ({ kind: 'theme', index })
  if (code === 0) for (const key of KEYS) delete look[key]
  else if (code === 1) look.bold = true
  else if (code === 2) look.dim = true
  else if (code === 3) look.italic = true
  else if (code === 4 || code === 21) look.underline = true
  else if (code === 7) look.inverse = true
  else if (code === 9) look.struck = true
  else if (code === 22) {
    delete look.bold
    delete look.dim
  } else if (code === 23) delete look.italic
  else if (code === 24) delete look.underline
  else if (code === 27) delete look.inverse
  else if (code === 29) delete look.struck
  else if (code === 39) delete look.ink
  else if (code === 49) delete look.ground
  else if (code >= 30 && code <= 37) look.ink = theme(code - 30)
  else if (code >= 40 && code <= 47) look.ground = theme(code - 40)
  else if (code >= 90 && code <= 97) look.ink = theme(code - 82)
  else if (code >= 100 && code <= 107) look.ground = theme(code - 92)
}

const KEYS = ['ink', 'ground', 'bold', 'dim', 'italic', 'underline', 'inverse', 'struck'] as const
