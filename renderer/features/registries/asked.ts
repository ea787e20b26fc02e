import { createStore } from '../../lib/store.ts'

/** What a pull or push begins with. */
export type TransferStart = {
  reference: string
  platform?: string | undefined
  allTags?: boolean | undefined
  /** It begins at once, without the form. */
  now?: boolean
}

export type Asked = { engine: string } & (
  | ({ dialog: 'pull' } & TransferStart)
  | ({ dialog: 'push' } & TransferStart)
  | { dialog: 'tag'; source: string; target?: string }
  | {
      dialog: 'login'
      /** Empty where the person is to say which. */
      host: string
      username?: string | undefined
      /** Taken from a command that had it; it goes nowhere but into the field. */
      password?: string | undefined
      /** What to go on with once signed in. */
      onward?: Asked
    }
)

/** What a person is asked about images and registries. */
export const asked = createStore<Asked | undefined>(undefined)

/** Opens the dialog that pulls an image. */
export function pullImage(engine: string, start: TransferStart = { reference: '' }): void {
  asked.set({ dialog: 'pull', engine, ...start })
}

/** Opens the dialog that pushes an image. */
export function pushImage(engine: string, start: TransferStart): void {
  asked.set({ dialog: 'push', engine, ...start })
}

/** Opens the dialog that gives an image, by a name or its id, a further name. */
export function tagImage(engine: string, source: string, target?: string): void {
  asked.set({ dialog: 'tag', engine, source, ...(target !== undefined && { target }) })
}

/** Opens the dialog that signs in to a registry. */
export function signInTo(
  engine: string,
  host: string,
  more: { username?: string | undefined; password?: string | undefined } = {},
): void {
  asked.set({ dialog: 'login', engine, host, ...more })
}
