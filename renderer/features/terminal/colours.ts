import type { ITheme } from '@xterm/xterm'

const ANSI = [
  ...(['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const),
  ...(['brightBlack', 'brightRed', 'brightGreen', 'brightYellow'] as const),
  ...(['brightBlue', 'brightMagenta', 'brightCyan', 'brightWhite'] as const),
]

/** The emulator's colours, from the tokens that hold on the page now. */
export function colours(): ITheme {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => style.getPropertyValue(name).trim()
  const theme: ITheme = {
    background: token('--canvas'),
    foreground: token('--ink'),
    cursor: token('--ink'),
    cursorAccent: token('--canvas'),
    selectionBackground: `${token('--accent')}4d`,
    scrollbarSliderBackground: `${token('--ink-3')}66`,
    scrollbarSliderHoverBackground: `${token('--ink-3')}99`,
    scrollbarSliderActiveBackground: `${token('--ink-3')}cc`,
  }
  for (const [index, name] of ANSI.entries()) theme[name] = token(`--ansi-${index}`)
  return theme
}
