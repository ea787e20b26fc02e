import { z } from 'zod'
import type { Kept, SignIn } from '../../contract/index.ts'
import { asSlipwayError } from '../errors.ts'
import { pool } from '../pool.ts'
import type { Credential } from './credential.ts'
import { type DockerConfig, storedIn } from './docker-config.ts'
import { CredentialHelper } from './helper.ts'
import { HUB, hostOf, keyOf } from './host.ts'
import type { KnownRegistries } from './known.ts'
import type { SecretBox } from './secret-box.ts'

const sealedText = z.object({ password: z.string().optional(), identityToken: z.string().optional() })

export type CredentialsOptions = {
  config: DockerConfig
  known: KnownRegistries
  /** Where the computer has a keychain that the face can use. */
  box?: SecretBox | undefined
  environment?: NodeJS.ProcessEnv
}

/**
 * Sign-ins to registries, where the docker CLI has them: a credential helper, else its config.json. Where that file has
 * none of a registry and the computer's keychain can be used, they are kept sealed by that instead of in the clear.
 */
export class Credentials {
  readonly #config: DockerConfig
  readonly #known: KnownRegistries
  readonly #box: SecretBox | undefined
  readonly #environment: NodeJS.ProcessEnv

  constructor({ config, known, box, environment = process.env }: CredentialsOptions) {
    this.#config = config
    this.#known = known
    this.#box = box
    this.#environment = environment
  }

  /** The sign-in for a registry, if there is one. @throws SlipwayError when where it is kept can't be read */
  async find(host: string): Promise<Credential | undefined> {
    const content = await this.#config.read()
    const helper = await this.#config.helperOf(host, content)
    const kept = helper === undefined ? storedIn(content, host) : await this.#helper(helper).get(keyOf(host))
    return kept ?? (await this.#unsealed(host))
  }

  /** Where a sign-in for the registry would be kept. @throws SlipwayError when the docker settings can't be read */
  async place(host: string): Promise<Kept> {
    const content = await this.#config.read()
    const helper = await this.#config.helperOf(host, content)
    if (helper !== undefined) return { by: 'helper', where: `docker-credential-${helper}` }
    if (storedIn(content, host) === undefined && (await this.#box?.available())) return KEYCHAIN
    return { by: 'file', where: this.#config.path }
  }

  /** Keeps a sign-in and says where. @throws SlipwayError when it can't be kept */
  async keep(host: string, credential: Credential): Promise<Kept> {
    const content = await this.#config.read()
    const helper = await this.#config.helperOf(host, content)
    if (helper !== undefined) {
      await this.#helper(helper).store(keyOf(host), credential)
      // The CLI leaves the name there, so that it knows whom to ask the helper for.
      await this.#config.put(host, 'elsewhere', helper)
    } else if (storedIn(content, host) === undefined && this.#box && (await this.#box.available())) {
      const { username, ...secret } = credential
      await this.#known.seal(host, { username, secret: await this.#box.seal(JSON.stringify(secret)) })
      return KEYCHAIN
    } else await this.#config.put(host, credential)
    await this.#known.seal(host, undefined)
    return helper === undefined
      ? { by: 'file', where: this.#config.path }
      : { by: 'helper', where: `docker-credential-${helper}` }
  }

  /** Forgets a sign-in wherever it is. @throws SlipwayError when it can't be taken away */
  async forget(host: string): Promise<void> {
    await this.#known.seal(host, undefined)
    const content = await this.#config.read()
    const helper = await this.#config.helperOf(host, content)
    if (helper !== undefined) await this.#helper(helper).erase(keyOf(host))
    const named = Object.keys(content.auths ?? {}).some((name) => hostOf(name) === host)
    if (named) await this.#config.put(host, undefined)
  }

  /** Who is signed in where, without any secret. @throws SlipwayError when the docker settings can't be read */
  async list(): Promise<Map<string, SignIn>> {
    const content = await this.#config.read()
    const found = new Map<string, SignIn>()
    for (const [host, { username }] of Object.entries(this.#known.sealed)) {
      const readable = await this.#box?.available()
      found.set(host, { username, kept: KEYCHAIN, ...(!readable && { problem: ELSEWHERE }) })
    }
    const hosts = Object.keys(content.auths ?? {}).map(hostOf)
    for (const host of hosts) {
      const stored = storedIn(content, host)
      if (stored) found.set(host, { username: stored.username, kept: { by: 'file', where: this.#config.path } })
    }
    const own = Object.entries(content.credHelpers ?? {}).map(([server, name]) => ({ host: hostOf(server), name }))
    const shared = await this.#config.helperOf('', content)
    for (const [host, signIn] of await this.#ofHelpers(shared, own, hosts)) found.set(host, signIn)
    return found
  }

  async #ofHelpers(
    shared: string | undefined,
    own: readonly { host: string; name: string }[],
    named: readonly string[],
  ): Promise<[string, SignIn][]> {
    const found: [string, SignIn][] = []
    if (shared !== undefined) {
      const kept: Kept = { by: 'helper', where: `docker-credential-${shared}` }
      try {
        for (const [server, username] of Object.entries(await this.#helper(shared).list())) {
          // Docker Desktop keeps tokens of its own beside the sign-in, under longer addresses of the same host.
          const host = hostOf(server)
          if (host === HUB && server !== keyOf(HUB) && /^https?:\/\/[^/]+\/.+/.test(server)) continue
          found.push([host, { username: username === '<token>' ? '' : username, kept }])
        }
      } catch (error) {
        const { problem } = asSlipwayError(error, 'The credential helper failed.')
        for (const host of new Set([HUB, ...named])) found.push([host, { username: '', kept, problem }])
      }
    }
    const asked = await pool(own, 4, async ({ host, name }): Promise<[string, SignIn] | undefined> => {
      const kept: Kept = { by: 'helper', where: `docker-credential-${name}` }
      try {
        const credential = await this.#helper(name).get(keyOf(host))
        return credential && [host, { username: credential.username, kept }]
      } catch (error) {
        return [host, { username: '', kept, problem: asSlipwayError(error, 'The credential helper failed.').problem }]
      }
    })
    return [...found, ...asked.filter((item) => item !== undefined)]
  }

  async #unsealed(host: string): Promise<Credential | undefined> {
    const kept = this.#known.sealed[host]
    if (!kept || !this.#box || !(await this.#box.available())) return undefined
    const secret = sealedText.parse(JSON.parse(await this.#box.open(kept.secret)))
    return {
      username: kept.username,
      ...(secret.password !== undefined && { password: secret.password }),
      ...(secret.identityToken !== undefined && { identityToken: secret.identityToken }),
    }
  }

  #helper(name: string): CredentialHelper {
    return new CredentialHelper(name, this.#environment)
  }
}

const KEYCHAIN: Kept = { by: 'keychain', where: 'the keychain of this computer' }

const ELSEWHERE = {
  what: 'This sign-in can’t be read here.',
  why: 'The desktop app keeps it in the computer’s keychain, which only the desktop app can open.',
  next: 'Sign in again here, or use the desktop app.',
}
