import type { FileMeasure, ImageEntry } from '../../../contract/index.ts'
import { type Content, changeAt, type ImageTree, type Node, pathOf, there, versionAt } from './tree.ts'

/** What a folder holds after a layer: bytes, files, and how many paths in it that layer touched. */
type Sum = { bytes: number; files: number; changes: number }

/** What is looked for: what is there after the layer, that and what the layer did to it, or only what it did. */
export type Shown = 'there' | 'all' | 'changes'

export type ListOptions = {
  shown: Shown
  by: 'name' | 'size'
  offset: number
  limit: number
}

/** An image’s files after one of its layers. What its folders hold is counted once. */
export class Listing {
  readonly layer: number
  readonly #tree: ImageTree
  readonly #sums = new Map<Node, Sum>()

  constructor(tree: ImageTree, layer: number) {
    this.#tree = tree
    this.layer = layer
    this.#sum(tree.root, new Set())
  }

  /** What is in a folder; nothing for what is none. */
  children(path: string, { shown, by, offset, limit }: ListOptions): { entries: ImageEntry[]; total: number } {
    const nodes = [...(this.#tree.find(path)?.children?.values() ?? [])]
    const found = nodes
      .map((node) => ({ node, folder: this.#isFolder(node), sum: this.#of(node) }))
      .filter(({ node, sum }) => this.#fits(node, shown) || (shown === 'changes' && sum.changes > 0))
      .sort(
        (a, b) =>
          (by === 'size' ? b.sum.bytes - a.sum.bytes : Number(b.folder) - Number(a.folder)) ||
          (a.node.name < b.node.name ? -1 : 1),
      )
    const entries = found.slice(offset, offset + limit).map(({ node }) => this.#entry(node, shown))
    return { entries, total: found.length }
  }

  /** Files whose path has the text in it, capitals or not; the shortest paths first. */
  search(text: string, shown: Shown, limit: number): { entries: ImageEntry[]; total: number } {
    const wanted = text.toLowerCase()
    const found: { node: Node; path: string }[] = []
    const look = (node: Node, path: string) => {
      for (const child of node.children?.values() ?? []) {
        const own = `${path}/${child.name.toLowerCase()}`
        if (own.includes(wanted) && this.#fits(child, shown)) found.push({ node: child, path: own })
        if (child.children) look(child, own)
      }
    }
    look(this.#tree.root, '')
    found.sort((a, b) => a.path.length - b.path.length || (a.path < b.path ? -1 : 1))
    return { entries: found.slice(0, limit).map(({ node }) => this.#entry(node, shown)), total: found.length }
  }

  /** What is at a path and in it. */
  measure(path: string): FileMeasure {
    const node = this.#tree.find(path)
    const { bytes, files } = node ? this.#of(node) : { bytes: 0, files: 0 }
    return { bytes, entries: files }
  }

  #fits(node: Node, shown: Shown): boolean {
    const change = shown === 'there' ? undefined : changeAt(node, this.layer)
    return change === 'deleted' || (shown === 'changes' ? change !== undefined : there(node, this.layer) !== undefined)
  }

  #entry(node: Node, shown: Shown): ImageEntry {
    const change = shown === 'there' ? undefined : changeAt(node, this.layer)
    // Of what was deleted, it shows what it was.
    const version = there(node, this.layer) ?? there(node, this.layer - 1)
    const { bytes, files, changes } = this.#of(node)
    const own = change === undefined ? 0 : 1
    const folder = version?.type === 'folder'
    const first = version?.content && version.content.node !== node ? pathOf(version.content.node) : undefined
    return {
      name: node.name,
      path: pathOf(node),
      type: version?.type === 'gone' || version === undefined ? 'other' : version.type,
      mode: version?.mode ?? 0,
      uid: version?.uid ?? 0,
      gid: version?.gid ?? 0,
      bytes: folder ? bytes : (version?.content?.size ?? 0),
      files: folder ? files : 0,
      modified: version?.mtime ?? 0,
      layer: versionAt(node, this.layer)?.layer ?? 0,
      kept: version !== undefined && version === there(node, this.#tree.layers.length - 1),
      inside: shown === 'there' ? 0 : changes - own,
      ...(change && { change }),
      ...(version?.type === 'symlink' ? { target: version.target } : first !== undefined && { target: first }),
    }
  }

  #isFolder(node: Node): boolean {
    return (there(node, this.layer) ?? there(node, this.layer - 1))?.type === 'folder'
  }

  #of(node: Node): Sum {
    return this.#sums.get(node) ?? this.#leaf(node, undefined)
  }

  #leaf(node: Node, seen: Set<Content> | undefined): Sum {
    const now = there(node, this.layer)
    const changes = changeAt(node, this.layer) === undefined ? 0 : 1
    if (!now || now.type === 'folder') return { bytes: 0, files: 0, changes }
    const { content } = now
    // Of a content with several names only one counts.
    const again = content?.shared === true && seen?.has(content) === true
    if (content?.shared) seen?.add(content)
    return { bytes: again ? 0 : (content?.size ?? 0), files: 1, changes }
  }

  /** Leaves are counted again when they are shown: most of what there is are leaves. */
  #sum(node: Node, seen: Set<Content>): Sum {
    const sum = this.#leaf(node, seen)
    if (!node.children) return sum
    for (const child of node.children.values()) {
      const { bytes, files, changes } = this.#sum(child, seen)
      sum.bytes += bytes
      sum.files += files
      sum.changes += changes
    }
    this.#sums.set(node, sum)
    return sum
  }
}
