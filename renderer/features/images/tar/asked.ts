import { createStore } from '../../../lib/store.ts'

/** Images that are to be written into a tar file; `file` is what was said already. */
export type SaveStart = {
  /** Names or ids. */
  images: readonly string[]
  file?: string | undefined
  platform?: string | undefined
}

/** What a tar file is to be read as: images, as `docker save` writes them, or the files of one system. */
export type Reading = 'load' | 'import'

/** A tar file that is to be read, as far as it was said already. */
export type LoadStart = {
  reading: Reading
  /** A path of the host’s computer, or for an import an address. */
  source?: string | undefined
  /** A file of this browser. */
  upload?: File | undefined
  platform?: string | undefined
  reference?: string | undefined
  message?: string | undefined
  changes?: readonly string[] | undefined
}

export type Asked = { engine: string } & (({ dialog: 'save' } & SaveStart) | ({ dialog: 'load' } & LoadStart))

/** What a person is asked about images and tar files. */
export const asked = createStore<Asked | undefined>(undefined)

/** Asks where images are written to. */
export function saveImages(engine: string, start: SaveStart): void {
  if (start.images.length > 0) asked.set({ dialog: 'save', engine, ...start })
}

/** Asks for a tar file, and what to make of it. */
export function loadImages(engine: string, start: LoadStart = { reading: 'load' }): void {
  asked.set({ dialog: 'load', engine, ...start })
}
