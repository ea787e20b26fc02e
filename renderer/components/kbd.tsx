import { onMac } from '../lib/desktop.ts'

const MAC: Record<string, string> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Enter: '↵', Delete: '⌦' }
const OTHER: Record<string, string> = { Mod: 'Ctrl', Enter: '↵', Delete: 'Del' }

/** Keys as a person finds them on the keyboard; `Mod` is the command key or Ctrl: `Mod+K`. */
export function Kbd({ keys }: { keys: string }) {
  const words = keys.split('+').map((key) => (onMac ? MAC : OTHER)[key] ?? key)
  return (
    <kbd className="rounded border border-current/25 px-1 font-sans text-xs leading-4">
      {words.join(onMac ? '' : '+')}
    </kbd>
  )
}
