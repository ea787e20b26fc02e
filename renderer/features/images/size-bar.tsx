import { size } from '../../lib/format.ts'

type SizeBarProps = {
  /** Bytes. */
  shared: number
  unique: number
  /** The size that fills the whole bar. */
  most: number
}

/** An image’s size as a bar: what it shares with others, and what is its own and goes with it. */
export function SizeBar({ shared, unique, most }: SizeBarProps) {
  const whole = Math.max(1, most)
  const words = `${size(shared)} shared and ${size(unique)} of its own`
  return (
    <svg
      role="img"
      aria-label={words}
      viewBox="0 0 100 6"
      preserveAspectRatio="none"
      className="h-1.5 w-full overflow-hidden rounded-full bg-pressed"
    >
      <title>{words}</title>
      <rect width={(shared / whole) * 100} height="6" className="fill-idle-dot" />
      <rect x={(shared / whole) * 100} width={(unique / whole) * 100} height="6" className="fill-accent" />
    </svg>
  )
}
