import { access, readFile, realpath } from 'node:fs/promises'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { z } from 'zod'
import { SlipwayError } from '../errors.ts'
import { writeAtomically } from '../json-file.ts'
import type { Credential } from './credential.ts'
import { hostOf, keyOf } from './host.ts'

const entry = z.looseObject({
  auth: z.string().optional(),
  identitytoken: z.string().optional(),
  username: z.string().optional(),
  password: z.string().optional(),
})
const file = z.looseObject({
  auths: z.record(z.string(), entry).optional(),
  credsStore: z.string().optional(),
  credHelpers: z.record(z.string(), z.string()).optional(),
})
type Content = z.infer<typeof file>

/** The helper that the docker CLI takes by itself where the settings name nothing and it is installed. */
const DEFAULT_HELPER: Partial<Record<NodeJS.Platform, string[]>> = {
  darwin: ['osxkeychain'],
  win32: ['wincred'],
  linux: ['pass', 'secretservice'],
}

/** The docker CLI's own settings, as far as they are about registries; read anew each time, as the CLI writes them, too. */
export class DockerConfig {
  readonly #environment: NodeJS.ProcessEnv
  #writing: Promise<void> = Promise.resolve()

  constructor(environment: NodeJS.ProcessEnv = process.env) {
    this.#environment = environment
  }

  get path(): string {
    return join(this.#environment.DOCKER_CONFIG || join(homedir(), '.docker'), 'config.json')
  }

  /** @throws SlipwayError INVALID when the file can't be read as settings */
  async read(): Promise<Content> {
    const { path } = this
    let text: string
    try {
      text = await readFile(path, 'utf8')
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {}
      throw unreadable(path, error)
    }
    if (text.trim() === '') return {}
    try {
      return file.parse(JSON.parse(text))
    } catch (error) {
      throw unreadable(path, error)
    }
  }

  /** The credential helper that a registry's sign-in is kept by; as the CLI chooses it. */
  async helperOf(host: string, content: Content): Promise<string | undefined> {
    const named = content.credHelpers?.[keyOf(host)] || content.credsStore
    if (named) return named
    const chosen = Object.keys(content.auths ?? {}).length > 0 || Object.keys(content.credHelpers ?? {}).length > 0
    return chosen ? undefined : await this.#installedHelper()
  }

  /** Keeps an entry for a registry, or takes its entries away. @throws SlipwayError when the file can't be read or written */
  async put(host: string, credential: Credential | 'elsewhere' | undefined, helper?: string): Promise<void> {
    await this.#change((content) => {
      const auths = { ...content.auths }
      const before = auths[keyOf(host)]
      // Older commands wrote other names for the same host; taking a sign-in away takes them all.
      if (credential === undefined) for (const name of Object.keys(auths)) if (hostOf(name) === host) delete auths[name]
      if (credential !== undefined) {
        const { auth: _auth, identitytoken: _token, username: _user, password: _password, ...kept } = before ?? {}
        auths[keyOf(host)] = { ...(credential === 'elsewhere' ? {} : encode(credential)), ...kept }
      }
      const named = helper !== undefined && content.credsStore === undefined && !content.credHelpers?.[keyOf(host)]
      return { ...content, auths, ...(named && { credsStore: helper }) }
    })
  }

  async #change(change: (content: Content) => Content): Promise<void> {
    const write = this.#writing
      .catch(() => {})
      .then(async () => {
        const content = change(await this.read())
        const path = await realpath(this.path).catch(() => this.path)
        await writeAtomically(path, JSON.stringify(content, null, '\t'))
      })
    this.#writing = write
    await write
  }

  async #installedHelper(): Promise<string | undefined> {
    const folders = (this.#environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
    const there = async (program: string) => {
      for (const folder of folders) {
        if (
          await access(join(folder, program)).then(
            () => true,
            () => false,
          )
        )
          return true
      }
      return false
    }
    const ending = process.platform === 'win32' ? '.exe' : ''
    for (const name of DEFAULT_HELPER[process.platform] ?? []) {
      // On Linux the CLI takes `pass` only where the program itself is there, too.
      if (name === 'pass' && !(await there('pass'))) continue
      if (await there(`docker-credential-${name}${ending}`)) return name
    }
    return undefined
  }
}

/** A sign-in that stands in the file itself; the one under the CLI's own key first. */
export function storedIn(content: Content, host: string): Credential | undefined {
  const auths = Object.entries(content.auths ?? {})
  const [, found] = auths.find(([name]) => name === keyOf(host)) ?? auths.find(([name]) => hostOf(name) === host) ?? []
  return found && decode(found)
}

function encode({ username, password = '', identityToken }: Credential): z.infer<typeof entry> {
  return {
    auth: Buffer.from(`${username}:${password}`).toString('base64'),
    ...(identityToken !== undefined && { identitytoken: identityToken }),
  }
}

function decode({ auth = '', identitytoken, username, password }: z.infer<typeof entry>): Credential | undefined {
  const [, name, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(auth, 'base64').toString('utf8')) ?? []
  const user = name ?? username
  const word = secret?.replace(/\0+$/, '') ?? password
  if (!user && !identitytoken) return undefined
  return {
    username: user ?? '',
    ...(word && { password: word }),
    ...(identitytoken && { identityToken: identitytoken }),
  }
}

function unreadable(path: string, error: unknown): SlipwayError {
  return new SlipwayError(
    'INVALID',
    {
      what: `${path} can’t be read.`,
      why:
        error instanceof SyntaxError
          ? 'It is not JSON.'
          : error instanceof z.ZodError
            ? 'It has another shape than docker writes.'
            : String(error),
      next: 'Correct the file; it is left as it is.',
    },
    { cause: error },
  )
}
