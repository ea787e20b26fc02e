/** What one container used lately, in spans of `SPAN`, oldest first; spans without a sample are left out. */
export type Trail = TrailPoint[]
export type TrailPoint = { span: number; cpu: number; memory: number; samples: number }

/** Milliseconds of one point: as the recorder has them, so that what it knows fits in. */
export const SPAN = 10_000
/** So many points are kept: five minutes. */
export const POINTS = 30

/** Adds a sample to the point of its span, as part of its average. */
export function addSample(trail: Trail, time: number, cpu: number, memory: number): void {
  const span = Math.floor(time / SPAN)
  const last = trail.at(-1)
  if (last && last.span >= span) {
    last.samples += 1
    last.cpu += (cpu - last.cpu) / last.samples
    last.memory += (memory - last.memory) / last.samples
    return
  }
  trail.push({ span, cpu, memory, samples: 1 })
  while ((trail[0]?.span ?? span) <= span - POINTS) trail.shift()
}

/** Puts what was recorded before the first sample in front of it. */
export function addBefore(trail: Trail, earlier: readonly TrailPoint[]): void {
  const first = trail[0]?.span ?? Number.POSITIVE_INFINITY
  trail.unshift(...earlier.filter(({ span }) => span < first))
}

/** Several containers’ trails as one: the sum of those that were measured in each span. */
export function sumOf(trails: readonly Trail[]): Trail {
  const spans = new Map<number, TrailPoint>()
  for (const trail of trails) {
    for (const { span, cpu, memory } of trail) {
      const known = spans.get(span)
      if (known) {
        known.cpu += cpu
        known.memory += memory
      } else spans.set(span, { span, cpu, memory, samples: 1 })
    }
  }
  return [...spans.values()].sort((a, b) => a.span - b.span)
}

/** So many spans may be without a sample before the line breaks. */
const BREAK = 2

/**
 * An SVG path of what a trail has until the span `now`, in a box of this size; empty when there is nothing to draw.
 *
 * @param least the value that at least fills the height: what is less is no mountain
 */
export function pathOf(
  trail: Trail,
  value: (point: TrailPoint) => number,
  box: { width: number; height: number; now: number; least: number },
): string {
  const { width, height, now, least } = box
  let top = least
  for (const point of trail) if (point.span > now - POINTS) top = Math.max(top, value(point))
  let path = ''
  let before: number | undefined
  for (const point of trail) {
    const back = now - point.span
    if (back >= POINTS || back < 0) continue
    const x = width * (1 - back / (POINTS - 1))
    // Half a pixel above and below, or the line’s own width is cut off.
    const y = 0.75 + (height - 1.5) * (1 - value(point) / top)
    const goesOn = before !== undefined && point.span - before <= BREAK
    // With round ends, a line of no length is a dot: one point alone is seen.
    path += `${goesOn ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}${goesOn ? '' : 'h0'}`
    before = point.span
  }
  return path
}
