import type { EntryType, TarEntry } from '../../tar/index.ts'
import { markOf, placeOf } from './place.ts'

/** A content: hard links share it, and it is there as long as one of them is. */
export type Content = {
  size: number
  links: number
  /** It has, or had, more names than one. */
  shared: boolean
  layer: number
  node: Node
}

/** What a path is from one layer on; `gone` where a layer took it away. */
export type Version = {
  layer: number
  type: EntryType | 'gone'
  mode: number
  uid: number
  gid: number
  /** Milliseconds since 1970. */
  mtime: number
  /** Where a link points. */
  target: string
  content: Content | undefined
}

/** A path that some layer has, with what each layer made of it, the lowest layer first. */
export type Node = {
  name: string
  parent: Node | undefined
  children: Map<string, Node> | undefined
  versions: Version[]
}

/** A content that a layer carries and that no container sees. */
export type Lost = { node: Node; size: number; layer: number; lostIn: number; how: 'deleted' | 'replaced' }

/** What a layer did to a path; undefined where it did nothing. */
export type Change = 'added' | 'changed' | 'deleted'

/** What one layer did, in files and links, without folders. */
export type LayerStat = Record<Change, number> & {
  /** Bytes of the contents it carries. */
  bytes: number
  /** Bytes it carries that a later layer took away. */
  lost: number
}

const gone = (layer: number): Version => ({
  layer,
  type: 'gone',
  mode: 0,
  uid: 0,
  gid: 0,
  mtime: 0,
  target: '',
  content: undefined,
})

/** What a path is after so many layers; undefined before the first that has it. */
export function versionAt({ versions }: Node, layer: number): Version | undefined {
  for (let at = versions.length - 1; at >= 0; at--) {
    const version = versions[at]
    if (version && version.layer <= layer) return version
  }
  return undefined
}

/** The same, without what is gone. */
export function there(node: Node, layer: number): Version | undefined {
  const version = versionAt(node, layer)
  return version?.type === 'gone' ? undefined : version
}

/** What a layer did to a path. A folder whose owner and mode stay is as it was, whatever is in it. */
export function changeAt(node: Node, layer: number): Change | undefined {
  const now = versionAt(node, layer)
  if (now?.layer !== layer) return undefined
  const before = layer > 0 ? there(node, layer - 1) : undefined
  if (now.type === 'gone') return before && 'deleted'
  return before ? 'changed' : 'added'
}

/** The path from the root. */
export function pathOf(node: Node): string {
  const names: string[] = []
  for (let at: Node | undefined = node; at?.parent; at = at.parent) names.push(at.name)
  return `/${names.reverse().join('/')}`
}

/** Every layer of an image in one tree: what is there after any of them, and what each did. */
export class ImageTree {
  readonly root: Node = { name: '', parent: undefined, children: undefined, versions: [] }
  readonly layers: LayerStat[] = []
  readonly lost: Lost[] = []
  /** Paths that are kept, over all layers. */
  nodes = 1

  /** @param layers their entries, the lowest layer first */
  constructor(layers: readonly (readonly TarEntry[])[]) {
    this.root.versions.push({ ...gone(0), type: 'folder', mode: 0o755 })
    for (const entries of layers) this.#apply(entries)
    this.#count(this.root)
  }

  /** The node at a path such as `/etc/hosts`. */
  find(path: string): Node | undefined {
    let node: Node | undefined = this.root
    for (const name of path.split('/')) if (name !== '') node = node?.children?.get(name)
    return node
  }

  #apply(entries: readonly TarEntry[]): void {
    const layer = this.layers.length
    this.layers.push({ bytes: 0, added: 0, changed: 0, deleted: 0, lost: 0 })
    const kept: { names: string[]; entry: TarEntry }[] = []
    // What a layer takes away is of the layers below, wherever in the tar it says so.
    for (const entry of entries) {
      const names = placeOf(entry.path)
      const mark = names && markOf(names.at(-1) ?? '')
      if (!names) continue
      if (!mark) kept.push({ names, entry })
      else if (mark.kind !== 'reserved') this.#mark(names.slice(0, -1), mark, layer)
    }
    for (const { names, entry } of kept) if (entry.type !== 'other') this.#put(names, entry, layer)
  }

  #mark(folder: string[], mark: { kind: 'gone'; name: string } | { kind: 'opaque' }, layer: number): void {
    let node: Node | undefined = this.root
    for (const name of folder) node = node?.children?.get(name)
    if (mark.kind === 'gone') {
      const child = node?.children?.get(mark.name)
      if (child) this.#take(child, layer, 'deleted')
    } else for (const child of node?.children?.values() ?? []) this.#take(child, layer, 'deleted')
  }

  /** The node and all in it are gone from this layer on. */
  #take(node: Node, layer: number, how: Lost['how']): void {
    const now = there(node, layer)
    if (!now) return
    for (const child of node.children?.values() ?? []) this.#take(child, layer, 'deleted')
    this.#release(now, layer, how)
    if (now.layer === layer) node.versions.pop()
    if (there(node, layer)) node.versions.push(gone(layer))
  }

  #release({ content }: Version, layer: number, how: Lost['how']): void {
    if (!content) return
    content.links--
    if (content.links > 0 || content.size === 0) return
    this.lost.push({ node: content.node, size: content.size, layer: content.layer, lostIn: layer, how })
    this.#stat(content.layer).lost += content.size
  }

  #put(names: string[], entry: TarEntry, layer: number): void {
    let parent = this.root
    for (const name of names.slice(0, -1)) {
      parent = this.#child(parent, name)
      // A folder that the tar leaves out; whatever else has its name gives way.
      if (there(parent, layer)?.type !== 'folder') this.#set(parent, { ...gone(layer), type: 'folder', mode: 0o755 })
    }
    const last = names.at(-1)
    const node = last === undefined ? this.root : this.#child(parent, last)
    if (node === this.root && entry.type !== 'folder') return
    const { type, mode, uid, gid, mtime, target } = entry
    const content = this.#contentOf(entry, node, layer)
    this.#set(node, { layer, type, mode, uid, gid, mtime, target, content })
  }

  #contentOf({ type, size, target }: TarEntry, node: Node, layer: number): Content | undefined {
    if (type === 'link') {
      const shared = this.find(`/${(placeOf(target) ?? []).join('/')}`)
      const content = shared && shared !== node ? there(shared, layer)?.content : undefined
      if (!content) return undefined
      content.links++
      content.shared = true
      return content
    }
    if (type !== 'file' && type !== 'symlink') return undefined
    // As the engine counts: of a symlink, the length of what it says.
    const bytes = type === 'symlink' ? Buffer.byteLength(target) : size
    this.#stat(layer).bytes += bytes
    return { size: bytes, links: 1, shared: false, layer, node }
  }

  #set(node: Node, next: Version): void {
    const { layer } = next
    const before = there(node, layer)
    if (before?.type === 'folder' && next.type === 'folder') {
      if (before.layer === layer) node.versions.pop()
      else if (sameFolder(before, next)) return
    } else if (before) this.#take(node, layer, 'replaced')
    if (node.versions.at(-1)?.layer === layer) node.versions.pop()
    node.versions.push(next)
  }

  /** Adds to the layers’ figures what they did to the node and all in it. */
  #count(node: Node): void {
    for (const { layer, type } of node.versions) {
      const change = changeAt(node, layer)
      const lower = layer > 0 ? there(node, layer - 1) : undefined
      const wasFile = lower !== undefined && lower.type !== 'folder'
      if (change && type !== 'folder' && (type !== 'gone' || wasFile)) this.#stat(layer)[change]++
      else if (type === 'folder' && wasFile) this.#stat(layer).deleted++
    }
    for (const child of node.children?.values() ?? []) this.#count(child)
  }

  #child(parent: Node, name: string): Node {
    parent.children ??= new Map()
    const known = parent.children.get(name)
    if (known) return known
    const node: Node = { name, parent, children: undefined, versions: [] }
    parent.children.set(name, node)
    this.nodes++
    return node
  }

  #stat(layer: number): LayerStat {
    const stat = this.layers[layer]
    if (!stat) throw new Error(`there is no layer ${layer}`)
    return stat
  }
}

/** A layer repeats the folders of what it has; that alone changes nothing. */
const sameFolder = (one: Version, other: Version): boolean =>
  one.mode === other.mode && one.uid === other.uid && one.gid === other.gid
