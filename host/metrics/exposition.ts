type Labels = Record<string, string>
type Point = { labels: Labels; value: number }

/** Gathers figures by their name, for Prometheus’ text format, version 0.0.4. */
export class Exposition {
  readonly #metrics = new Map<string, { help: string; points: Point[] }>()

  /** A figure that goes up and down. Names end in their unit; nothing is told of what is not known. */
  gauge(name: string, help: string, value: number | null | undefined, labels: Labels): void {
    if (value == null || !Number.isFinite(value)) return
    const metric = this.#metrics.get(name) ?? { help, points: [] }
    this.#metrics.set(name, metric)
    metric.points.push({ labels, value })
  }

  text(): string {
    let text = ''
    for (const [name, { help, points }] of this.#metrics) {
      text += `# HELP ${name} ${help}\n# TYPE ${name} gauge\n`
      for (const { labels, value } of points) text += `${name}{${labelText(labels)}} ${value}\n`
    }
    return text
  }
}

/** Whatever a container is named, a label ends where it ends. */
function labelText(labels: Labels): string {
  const escaped = (text: string) =>
    text.toWellFormed().replace(/[\\"\n]/g, (letter) => (letter === '\n' ? '\\n' : `\\${letter}`))
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(',')
}
