const WIDTH = 56
const HEIGHT = 18
/** So much of the free space must have come or gone for the line to move. */
const LEAST = 0.005

/** Where the free space went over the chosen time, as a line; the words beside it say the same. */
export function DiskLine({ history }: { history: readonly { time: number; free: number }[] }) {
  const [first, last] = [history[0], history.at(-1)]
  if (!first || !last || last.time <= first.time) return null
  const sizes = history.map(({ free }) => free)
  const top = Math.max(...sizes)
  const range = Math.max(top - Math.min(...sizes), top * LEAST, 1)
  const place = ({ time, free }: { time: number; free: number }) => {
    const x = ((time - first.time) / (last.time - first.time)) * WIDTH
    return `${x.toFixed(1)} ${(1 + ((top - free) / range) * (HEIGHT - 2)).toFixed(1)}`
  }
  return (
    <svg aria-hidden="true" width={WIDTH} height={HEIGHT} className="shrink-0 text-accent">
      <path
        d={`M${history.map(place).join('L')}`}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.25"
        strokeLinejoin="round"
      />
    </svg>
  )
}
