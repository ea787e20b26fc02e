import type { FileChange } from '../../../contract/index.ts'

/** A file or folder in the tree of what changed. */
export type Branch = { name: string; path: string; kind: FileChange['kind'] | undefined; children: Branch[] }

/** Paths as a tree, folders before files, each in the order of its name. */
export function treeOf(changes: readonly FileChange[]): Branch[] {
  const root: Branch = { name: '', path: '', kind: undefined, children: [] }
  const known = new Map<string, Branch>([['', root]])
  for (const { path, kind } of [...changes].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    branchAt(known, path.replace(/\/+$/, '')).kind = kind
  }
  order(root)
  return root.children
}

function branchAt(known: Map<string, Branch>, path: string): Branch {
  const there = known.get(path)
  if (there) return there
  const slash = path.lastIndexOf('/')
  const parent = branchAt(known, path.slice(0, Math.max(0, slash)))
  const branch: Branch = { name: path.slice(slash + 1), path, kind: undefined, children: [] }
  parent.children.push(branch)
  known.set(path, branch)
  return branch
}

function order({ children }: Branch): void {
  children.sort((a, b) => Number(b.children.length > 0) - Number(a.children.length > 0) || a.name.localeCompare(b.name))
  for (const child of children) order(child)
}

/** The branches one sees, with how deep each lies, when these paths are folded. */
export function visible(
  tree: readonly Branch[],
  folded: ReadonlySet<string>,
  depth = 1,
): { branch: Branch; depth: number }[] {
  return tree.flatMap((branch) => [
    { branch, depth },
    ...(folded.has(branch.path) ? [] : visible(branch.children, folded, depth + 1)),
  ])
}
