import { lstatSync, type Stats } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { SlipwayError } from '../../errors.ts'
import { Turn } from './turn.ts'

/** A file, folder or link on the way through a folder. */
export type Entry = {
  /** From the folder, with `/`. */
  path: string
  absolute: string
  stats: Stats
}

/** What is to be done with a path: whether it is taken, and whether a folder is looked into. */
export type Verdict<S> = { take: boolean; enter: boolean; state: S }

/** Decides about a path by what was found out about the folder around it. */
export type Judge<S> = (path: string, folder: boolean, around: S | undefined) => Verdict<S>

type Child<S> = { name: string; path: string; folder: boolean; verdict: Verdict<S> }

/**
 * Every path in a folder, each folder before what is in it, names in the order of their bytes. Folders that are looked
 * into without being taken come with `taken` false. What vanishes meanwhile is passed over.
 * @throws SlipwayError PERMISSION_DENIED for a folder that may not be read, unless it is not to be taken
 */
export async function* walk<S>(root: string, judge: Judge<S>): AsyncGenerator<Entry & { taken: boolean }> {
  const turn = new Turn()
  const stack = [children(root, '', undefined, judge, turn)]
  while (true) {
    const top = stack.at(-1)
    if (!top) return
    const { done, value } = await top.next()
    if (done) {
      stack.pop()
      continue
    }
    const { child, stats } = value
    const absolute = join(root, child.path)
    if (child.verdict.take || child.verdict.enter) {
      yield { path: child.path, absolute, stats, taken: child.verdict.take }
    }
    if (child.verdict.enter && stats.isDirectory()) {
      stack.push(children(root, child.path, child.verdict, judge, turn))
    }
  }
}

async function* children<S>(
  root: string,
  folder: string,
  around: Verdict<S> | undefined,
  judge: Judge<S>,
  turn: Turn,
): AsyncGenerator<{ child: Child<S>; stats: Stats }, void> {
  for (const child of await listOf(root, folder, around, judge)) {
    await turn.share()
    const stats = lstatSync(join(root, child.path), { throwIfNoEntry: false })
    if (stats) yield { child, stats }
  }
}

async function listOf<S>(
  root: string,
  folder: string,
  around: Verdict<S> | undefined,
  judge: Judge<S>,
): Promise<Child<S>[]> {
  const absolute = join(root, folder)
  let found: { name: Buffer; isDirectory(): boolean }[]
  try {
    found = await readdir(absolute, { withFileTypes: true, encoding: 'buffer' })
  } catch (error) {
    if (isDenied(error)) {
      if (around && !around.take) return []
      throw denied(absolute, error)
    }
    if (folder === '') throw error
    gone(error)
    return []
  }
  found.sort((left, right) => Buffer.compare(left.name, right.name))
  const list: Child<S>[] = []
  for (const one of found) {
    const name = one.name.toString('utf8')
    const path = folder === '' ? name : `${folder}/${name}`
    const isFolder = one.isDirectory()
    const verdict = judge(path, isFolder, around?.state)
    if (!verdict.take && !(isFolder && verdict.enter)) continue
    if (!one.name.equals(Buffer.from(name))) throw unspeakable(join(absolute, name))
    list.push({ name, path, folder: isFolder, verdict: { ...verdict, enter: isFolder && verdict.enter } })
  }
  return list
}

/** Passes over what is not there any more. @throws any other error */
export function gone(error: unknown): undefined {
  const code = codeOf(error)
  if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
  throw error
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined)

export const isDenied = (error: unknown): boolean => codeOf(error) === 'EACCES' || codeOf(error) === 'EPERM'

/** The error for what may not be read. */
export const denied = (path: string, cause: unknown) =>
  new SlipwayError(
    'PERMISSION_DENIED',
    {
      what: `“${path}” may not be read.`,
      why: 'It belongs to another user, and everything in the folder is sent to the engine.',
      next: 'Give yourself the right to read it, or name it in .dockerignore.',
    },
    { cause },
  )

const unspeakable = (path: string) =>
  new SlipwayError('INVALID', {
    what: `The name of “${path}” can’t be sent.`,
    why: 'It is not written in UTF-8.',
    next: 'Rename it, or name the folder around it in .dockerignore.',
  })
