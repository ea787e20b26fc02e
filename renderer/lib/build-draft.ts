import type { Build } from '../../contract/index.ts'
import { createStore } from './store.ts'

/** A build nobody has filled in. */
export const EMPTY_BUILD: Build = {
  context: '',
  tags: [''],
  args: [],
  labels: [],
  platforms: [],
  noCache: false,
  pull: false,
  secrets: [],
  more: {},
}

/** What is filled in; it stays while other pages are looked at. */
export const buildDraft = createStore<Build>(EMPTY_BUILD)

/** The command that was pasted; it stays like the draft. */
export const buildPasted = createStore('')

/** The draft as it can be built: rows that nobody has begun to fill in are left out. */
export function buildOf(draft: Build): Build {
  const { file, target, network, ...rest } = draft
  return {
    ...rest,
    context: draft.context.trim(),
    ...(file?.trim() && { file: file.trim() }),
    ...(target && { target }),
    ...(network && { network }),
    tags: draft.tags.filter((tag) => tag !== ''),
    args: draft.args.filter(({ key }) => key !== ''),
    labels: draft.labels.filter(({ key, value }) => key !== '' || value !== ''),
    secrets: draft.secrets.filter(({ id, file: from, variable }) => id !== '' || from || variable),
  }
}

/** Fills the Build form; the page is then to be shown. */
export function fillBuild(build: Build): void {
  buildDraft.set(build.tags.length === 0 ? { ...build, tags: [''] } : build)
  buildPasted.set('')
}

/** Empties the form. */
export function startBuildOver(): void {
  fillBuild(EMPTY_BUILD)
}
