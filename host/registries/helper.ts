import { spawn } from 'node:child_process'
import { z } from 'zod'
import { SlipwayError } from '../errors.ts'
import type { Credential } from './credential.ts'

/** A helper may ask the person to unlock their keychain. Milliseconds. */
const PATIENCE = 120_000
const LONGEST = 1024 * 1024
/** The user name under which a helper keeps an identity token. */
const TOKEN = '<token>'

const got = z.object({ Username: z.string(), Secret: z.string() })
const listed = z.record(z.string(), z.string())

/** A program of the docker CLI that keeps sign-ins: `docker-credential-NAME`. */
export class CredentialHelper {
  readonly name: string
  readonly #environment: NodeJS.ProcessEnv

  constructor(name: string, environment: NodeJS.ProcessEnv = process.env) {
    this.name = name
    this.#environment = environment
  }

  /** What is kept for a server; undefined for nothing. @throws SlipwayError with what the helper said */
  async get(server: string): Promise<Credential | undefined> {
    const text = await this.#ask('get', server, isNothing)
    if (text === undefined) return undefined
    const { Username, Secret } = this.#read(got, text)
    return Username === TOKEN ? { username: '', identityToken: Secret } : { username: Username, password: Secret }
  }

  /** @throws SlipwayError with what the helper said */
  async store(server: string, { username, password, identityToken }: Credential): Promise<void> {
    const said = {
      ServerURL: server,
      Username: identityToken === undefined ? username : TOKEN,
      Secret: identityToken ?? password ?? '',
    }
    await this.#ask('store', JSON.stringify(said))
  }

  /** Forgets a server; one that is not kept is no fault. @throws SlipwayError with what the helper said */
  async erase(server: string): Promise<void> {
    await this.#ask('erase', server, isNothing)
  }

  /** User names by server. @throws SlipwayError with what the helper said */
  async list(): Promise<Record<string, string>> {
    return this.#read(listed, (await this.#ask('list', 'unused')) ?? '{}')
  }

  #read<T>(schema: z.ZodType<T>, text: string): T {
    try {
      return schema.parse(JSON.parse(text))
    } catch {
      // What it said may hold a secret, so it is not repeated.
      throw this.#problem('It answered with something else than what it was asked for.')
    }
  }

  async #ask(verb: string, input: string, nothing?: (said: string) => boolean): Promise<string | undefined> {
    // The name comes from a settings file: nothing that could lead to another folder.
    if (!/^[\w][\w.-]*$/.test(this.name)) throw this.#problem('That is no name of a program.')
    const { code, out, error } = await this.#run(verb, input)
    if (code === 0) return out
    const said = (out.trim() || error.trim()).slice(0, 500)
    if (nothing?.(said)) return undefined
    throw this.#problem(said || `It ended with ${code}.`)
  }

  #run(verb: string, input: string): Promise<{ code: number | null; out: string; error: string }> {
    return new Promise((resolve, reject) => {
      const child = spawn(`docker-credential-${this.name}`, [verb], {
        stdio: 'pipe',
        env: this.#environment,
        timeout: PATIENCE,
        windowsHide: true,
      })
      let out = ''
      let error = ''
      child.stdout.setEncoding('utf8').on('data', (part: string) => {
        out += part
        if (out.length > LONGEST) child.kill()
      })
      child.stderr.setEncoding('utf8').on('data', (part: string) => {
        error = (error + part).slice(-LONGEST)
      })
      child.on('error', (why) =>
        reject(
          'code' in why && why.code === 'ENOENT'
            ? this.#problem('Docker’s settings name it, but it is not installed.')
            : this.#problem(why.message),
        ),
      )
      child.on('close', (code) => resolve({ code, out, error }))
      // A helper may end without having read its input.
      child.stdin.on('error', () => {})
      child.stdin.end(input)
    })
  }

  #problem(why: string): SlipwayError {
    return new SlipwayError('PERMISSION_DENIED', {
      what: `The credential helper docker-credential-${this.name} did not answer as it should.`,
      why,
      next: 'Install it, or unlock what it keeps; or take `credsStore` and `credHelpers` out of Docker’s config.json.',
    })
  }
}

/** What every helper says where it keeps nothing of the kind. */
function isNothing(said: string): boolean {
  return /credentials not found in native keychain/i.test(said)
}
