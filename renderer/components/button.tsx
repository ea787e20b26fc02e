import { clsx } from 'clsx'
import type { ComponentProps } from 'react'

type Look = 'primary' | 'plain' | 'quiet' | 'danger'
type Size = 'small' | 'medium'

const LOOKS: Record<Look, string> = {
  primary: 'bg-accent-fill text-white not-disabled:hover:bg-accent-fill-hover',
  plain:
    'border border-line bg-raised text-ink shadow-xs not-disabled:hover:bg-hover not-disabled:active:bg-pressed data-[popup-open]:bg-hover',
  quiet:
    'text-ink-2 not-disabled:hover:bg-hover not-disabled:hover:text-ink not-disabled:active:bg-pressed data-[popup-open]:bg-hover',
  danger: 'bg-bad-fill text-white not-disabled:hover:bg-bad-fill-hover',
}
const SIZES: Record<Size, string> = { small: 'h-6 px-2 text-sm gap-1', medium: 'h-7 px-2.5 gap-1.5' }

export type ButtonProps = ComponentProps<'button'> & { look?: Look; size?: Size }

/** How a button looks; for links that stand beside buttons. */
export function buttonClass(look: Look = 'plain', size: Size = 'medium'): string {
  return clsx(
    'inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-md font-medium',
    'disabled:opacity-50 [&_svg]:size-3.5 [&_svg]:shrink-0',
    LOOKS[look],
    SIZES[size],
  )
}

/** A button with words on it; they are its accessible name. */
export function Button({ look = 'plain', size = 'medium', className, type = 'button', ...rest }: ButtonProps) {
  return <button type={type} className={clsx(buttonClass(look, size), className)} {...rest} />
}
