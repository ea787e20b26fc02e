import type { Kept, Registry, RegistryList } from '../../contract/index.ts'
import { commandLine } from '../../contract/shell.ts'
import { Change } from '../change.ts'
import type { EngineClient } from '../engine/index.ts'
import { asSlipwayError } from '../errors.ts'
import { checkLogin } from './check-login.ts'
import { type Credential, registryAuth } from './credential.ts'
import { Credentials } from './credentials.ts'
import { Distribution, type Tokens } from './distribution.ts'
import { DockerConfig } from './docker-config.ts'
import { checkedHost, HUB, hostOf, keyOf } from './host.ts'
import { KnownRegistries } from './known.ts'
import type { SecretBox } from './secret-box.ts'
import { trustOf } from './trust.ts'

/** The sign-in that goes along with a request to the engine. */
export type EngineAuth = { header: string; host: string; signedIn: boolean }

/** Looks up the sign-in for a registry. */
export type AuthFor = (host: string) => Promise<EngineAuth>

/** The registries that are known, who is signed in, and the way to ask them. */
export class Registries {
  readonly #known: KnownRegistries
  readonly #credentials: Credentials
  readonly #change = new Change()
  readonly #tokens: Tokens = new Map()

  private constructor(known: KnownRegistries, credentials: Credentials) {
    this.#known = known
    this.#credentials = credentials
  }

  static async open(stateFolder: string, box?: SecretBox): Promise<Registries> {
    const known = await KnownRegistries.open(stateFolder)
    return new Registries(known, new Credentials({ config: new DockerConfig(), known, box }))
  }

  /** The list, now and after every change made here. */
  async *watch(signal?: AbortSignal): AsyncGenerator<RegistryList> {
    for await (const _ of this.#change.each(() => undefined, signal)) yield await this.#list()
  }

  /** Has every reader look anew. */
  refresh(): void {
    this.#change.bump()
  }

  /** Puts a registry on the list and gives its host. @throws SlipwayError INVALID for what is no address */
  async add(address: string): Promise<string> {
    const host = checkedHost(address)
    await this.#known.add(host)
    this.#change.bump()
    return host
  }

  async remove(address: string): Promise<void> {
    await this.#known.remove(hostOf(address))
    this.#change.bump()
  }

  /** Where a password for the registry would be kept. @throws SlipwayError INVALID */
  async place(address: string): Promise<Kept> {
    return await this.#credentials.place(checkedHost(address))
  }

  /**
   * Has the engine check a user name and password with the registry, and keeps them.
   * @throws SlipwayError that says what the registry has against it
   */
  async login(client: EngineClient, address: string, username: string, password: string): Promise<Kept> {
    const host = checkedHost(address)
    const credential = await checkLogin(client, host, { username, password })
    const kept = await this.#credentials.keep(host, credential)
    this.#tokens.clear()
    if (host !== HUB) await this.#known.add(host)
    this.#change.bump()
    return kept
  }

  /** Forgets a sign-in. @throws SlipwayError where it can't be taken away */
  async logout(address: string): Promise<void> {
    await this.#credentials.forget(hostOf(address))
    this.#tokens.clear()
    this.#change.bump()
  }

  /** Whether the registry answers and takes the sign-in that is kept. @throws SlipwayError */
  async test(client: EngineClient, address: string): Promise<{ signedIn: boolean; secure: boolean }> {
    const distribution = await this.distribution(client, address)
    await distribution.ping()
    return { signedIn: distribution.signedIn, secure: distribution.secure }
  }

  /** The way to ask a registry. @throws SlipwayError INVALID, or when where its sign-in is kept can't be read */
  async distribution(client: EngineClient | undefined, address: string): Promise<Distribution> {
    const host = checkedHost(address)
    const [trust, credential] = await Promise.all([trustOf(host, client), this.#credentials.find(host)])
    return new Distribution({ host, trust, credential, tokens: this.#tokens })
  }

  /**
   * What an engine is to say to a registry. Where the sign-in can't be read it goes on without one, as the docker
   * command does.
   */
  readonly authFor: AuthFor = async (host) => {
    let credential: Credential | undefined
    try {
      credential = await this.#credentials.find(host)
    } catch {
      credential = undefined
    }
    return { header: registryAuth(keyOf(host), credential), host, signedIn: credential !== undefined }
  }

  /** The sign-in for a registry, for a builder that pulls by itself; a token has no user name. @throws SlipwayError */
  async secretFor(host: string): Promise<{ username: string; secret: string } | undefined> {
    const credential = await this.#credentials.find(hostOf(host))
    if (!credential) return undefined
    const { username, password, identityToken } = credential
    return identityToken === undefined ? { username, secret: password ?? '' } : { username: '', secret: identityToken }
  }

  async #list(): Promise<RegistryList> {
    const { added } = this.#known
    try {
      const signIns = await this.#credentials.list()
      const hosts = new Set([HUB, ...added, ...signIns.keys()])
      const registries = [...hosts].map((host): Registry => {
        const signIn = signIns.get(host)
        return { host, added: added.includes(host), ...(signIn && { signIn }) }
      })
      return { registries }
    } catch (error) {
      const { problem } = asSlipwayError(error, 'Who is signed in could not be read.')
      return { registries: [HUB, ...added].map((host) => ({ host, added: host !== HUB })), problem }
    }
  }
}

const server = (host: string) => (host === HUB ? [] : [host])

/** The docker command that signs in; it asks for the password. */
export const loginCommand = (address: string, username: string): string =>
  commandLine(['docker', 'login', '-u', username, ...server(hostOf(address))])

/** The docker command that forgets a sign-in. */
export const logoutCommand = (address: string): string => commandLine(['docker', 'logout', ...server(hostOf(address))])
