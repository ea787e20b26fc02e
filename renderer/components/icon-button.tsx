import { clsx } from 'clsx'
import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { Kbd } from './kbd.tsx'
import { Tip } from './tip.tsx'

export type IconButtonProps = Omit<ComponentProps<'button'>, 'children' | 'aria-label'> & {
  icon: LucideIcon
  /** Its name, shown as a tip. */
  label: string
  /** The keys that do the same. */
  keys?: string
}

/** A button that is an icon; its label is its accessible name and its tip. */
export function IconButton({ icon: Icon, label, keys, className, type = 'button', ...rest }: IconButtonProps) {
  return (
    <Tip
      text={
        keys ? (
          <span className="flex items-center gap-2">
            {label} <Kbd keys={keys} />
          </span>
        ) : (
          label
        )
      }
    >
      <button
        type={type}
        aria-label={label}
        className={clsx(
          'inline-flex size-7 shrink-0 items-center justify-center rounded-md text-ink-3',
          'not-disabled:hover:bg-hover not-disabled:hover:text-ink not-disabled:active:bg-pressed',
          'disabled:opacity-40 aria-pressed:bg-accent-soft aria-pressed:text-accent data-[popup-open]:bg-hover data-[popup-open]:text-ink',
          className,
        )}
        {...rest}
      >
        <Icon className="size-4" aria-hidden />
      </button>
    </Tip>
  )
}
