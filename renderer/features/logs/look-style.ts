import type { CSSProperties } from 'react'
import type { Colour, Look } from './sgr.ts'

type Styled = { className: string; style: CSSProperties }

/** The 16 colours where a ground is given: what a program puts on a ground of its own, it chose for a terminal. */
const TERMINAL = [
  0x000000, 0xc91b00, 0x00a63e, 0xc7a500, 0x2a5bd7, 0xb931b4, 0x00a6b2, 0xc7c7c7, 0x686868, 0xff5f52, 0x5ff967,
  0xfefb67, 0x7a9bff, 0xff76ff, 0x5ffdff, 0xffffff,
] as const

/** Classes and colours of a look. Text without a ground takes colours that can be read on the page’s own. */
export function styleOf(look: Look): Styled {
  const classes: string[] = []
  if (look.bold) classes.push('font-bold')
  if (look.italic) classes.push('italic')
  if (look.underline && look.struck) classes.push('[text-decoration-line:underline_line-through]')
  else if (look.underline) classes.push('underline')
  else if (look.struck) classes.push('line-through')
  const ground = look.inverse ? look.ink : look.ground
  const ink = look.inverse ? look.ground : look.ink
  const style: CSSProperties & Record<'--log-ink', string | undefined> = { '--log-ink': undefined }
  if (ground) {
    const rgb = rgbOf(ground)
    style.backgroundColor = css(rgb)
    style.color = css(ink ? rgbOf(ink) : isLight(rgb) ? 0x000000 : 0xffffff)
  } else if (look.inverse) {
    classes.push('bg-ink text-canvas')
  } else if (ink?.kind === 'theme') {
    style.color = `var(--ansi-${ink.index})`
  } else if (ink) {
    classes.push('log-ink')
    style['--log-ink'] = css(ink.rgb)
  } else if (look.dim) {
    classes.push('text-ink-3')
  }
  if (look.dim && (ink || ground)) classes.push('log-dim')
  return { className: classes.join(' '), style }
}

const rgbOf = (colour: Colour): number => (colour.kind === 'exact' ? colour.rgb : (TERMINAL[colour.index] ?? 0))

const css = (rgb: number) => `#${rgb.toString(16).padStart(6, '0')}`

/** Whether black can be read better on it than white. */
function isLight(rgb: number): boolean {
  const linear = (part: number) => (part / 255) ** 2.2
  return 0.2126 * linear(rgb >> 16) + 0.7152 * linear((rgb >> 8) & 255) + 0.0722 * linear(rgb & 255) > 0.18
}
