import { createHash } from 'node:crypto'
import { z } from 'zod'
import { SlipwayError } from '../errors.ts'
import { challengeOf } from './challenge.ts'
import type { Credential } from './credential.ts'
import { HUB } from './host.ts'
import { type Attempt, registryProblem } from './problems.ts'
import { type Answer, type Asked, ask } from './registry-http.ts'
import type { Trust } from './trust.ts'

const tokenAnswer = z.object({
  token: z.string().optional(),
  access_token: z.string().optional(),
  /** Seconds. */
  expires_in: z.number().optional(),
})

/** Tokens that are still good, by registry, right and account; shared, so that one is not asked for again and again. */
export type Tokens = Map<string, { authorization: string; until: number }>

export type DistributionOptions = {
  host: string
  trust: Trust
  credential?: Credential | undefined
  tokens: Tokens
}

/** Asks a registry by the distribution API, signing in as it says. */
export class Distribution {
  readonly host: string
  readonly signedIn: boolean
  readonly #credential: Credential | undefined
  readonly #trust: Trust
  readonly #tokens: Tokens
  readonly #account: string
  #base: URL | undefined

  constructor({ host, trust, credential, tokens }: DistributionOptions) {
    this.host = host
    this.signedIn = credential !== undefined
    this.#credential = credential
    this.#trust = trust
    this.#tokens = tokens
    this.#account = createHash('sha256')
      .update(JSON.stringify(credential ?? null))
      .digest('hex')
  }

  /** Whether the registry is reached by HTTPS; known once it answered. */
  get secure(): boolean {
    return this.#base?.protocol === 'https:'
  }

  /**
   * Sends a request; `what` is what failed, should it. An answer of 404 is given back where `missing` says so.
   * @throws SlipwayError that says what the registry, or the way to it, has against it
   */
  async request(
    path: string,
    what: string,
    asked: Asked & { scope?: string; missing?: boolean } = {},
  ): Promise<Answer> {
    const { scope = '', missing, ...rest } = asked
    const attempt: Attempt = { what, host: this.host, signedIn: this.signedIn }
    try {
      const known = this.#known(scope)
      let answer = await this.#ask(path, rest, known)
      if (answer.status === 401) {
        const authorization = await this.#authorize(answer, scope, rest.signal)
        if (authorization !== undefined) answer = await this.#ask(path, rest, authorization)
      }
      if ((answer.status >= 200 && answer.status < 300) || (missing && answer.status === 404)) return answer
      throw registryProblem(`${answer.status} ${saidIn(answer)}`.trim(), attempt)
    } catch (error) {
      if (rest.signal?.aborted) throw rest.signal.reason
      if (error instanceof SlipwayError) throw error
      throw registryProblem(wordsOf(error), attempt)
    }
  }

  /** The same, and its answer as JSON of that shape. @throws SlipwayError as `request` does */
  async json<T>(schema: z.ZodType<T>, path: string, what: string, asked: Asked & { scope?: string } = {}) {
    const answer = await this.request(path, what, asked)
    try {
      return { value: schema.parse(JSON.parse(answer.body.toString('utf8'))), headers: answer.headers }
    } catch {
      throw registryProblem('no JSON of the kind that was asked for', {
        what,
        host: this.host,
        signedIn: this.signedIn,
      })
    }
  }

  /** Asks whether it is there, and takes the sign-in. @throws SlipwayError as `request` does */
  async ping(signal?: AbortSignal): Promise<void> {
    const what = `${this.host} could not be tested.`
    const { headers } = await this.request('/v2/', what, { signal })
    if (headers['docker-distribution-api-version']?.includes('registry/2.0') || this.signedIn) return
    const { body } = await this.request('/v2/', what, { signal })
    const text = body.toString('utf8').trim()
    if (text !== '' && !text.startsWith('{')) {
      throw registryProblem('no JSON: it is not a registry that answers there', {
        what,
        host: this.host,
        signedIn: this.signedIn,
      })
    }
  }

  async #ask(path: string, asked: Asked, authorization: string | undefined): Promise<Answer> {
    const headers = { ...asked.headers, ...(authorization !== undefined && { authorization }) }
    if (this.#base) return await ask(new URL(path, this.#base), this.#trust, { ...asked, headers })
    const host = this.host === HUB ? 'registry-1.docker.io' : this.host
    const secure = new URL(`https://${host}`)
    try {
      const answer = await ask(new URL(path, secure), this.#trust, { ...asked, headers })
      this.#base = secure
      return answer
    } catch (error) {
      // Only where the engine, too, takes this registry without a certificate.
      if (this.#trust.verify || asked.signal?.aborted) throw error
      const plain = new URL(`http://${host}`)
      const answer = await ask(new URL(path, plain), this.#trust, { ...asked, headers })
      this.#base = plain
      return answer
    }
  }

  #known(scope: string): string | undefined {
    const kept = this.#tokens.get(this.#tokenKey(scope))
    return kept && kept.until > Date.now() ? kept.authorization : undefined
  }

  #tokenKey(scope: string): string {
    return `${this.host} ${scope} ${this.#account}`
  }

  /** What to send with the next request; undefined where there is nothing to say. */
  async #authorize(answer: Answer, scope: string, signal: AbortSignal | undefined): Promise<string | undefined> {
    const challenge = challengeOf(answer.headers['www-authenticate'])
    const { username, password, identityToken } = this.#credential ?? {}
    const basic =
      password === undefined ? undefined : `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
    if (challenge?.scheme === 'basic' && basic !== undefined) return this.#remember(scope, basic, 300)
    if (challenge?.scheme !== 'bearer') return undefined
    const realm = new URL(challenge.realm)
    // A password never goes in the clear to where a registry with HTTPS sends it.
    if (realm.protocol !== 'https:' && (this.secure || this.#trust.verify)) {
      throw new Error('malformed answer: it asks for the password without HTTPS')
    }
    const wanted = scope || challenge.scope
    const said = {
      ...(challenge.service && { service: challenge.service }),
      ...(wanted && { scope: wanted }),
    }
    const token =
      identityToken === undefined
        ? await this.#tokenByPassword(realm, said, basic, signal)
        : await this.#tokenByIdentity(realm, said, identityToken, signal)
    if (token.status !== 200) {
      throw registryProblem(`${token.status} ${saidIn(token)}`, {
        what: `${this.host} gave no access.`,
        host: this.host,
        signedIn: this.signedIn,
      })
    }
    const read = tokenAnswer.parse(JSON.parse(token.body.toString('utf8')))
    const text = read.token ?? read.access_token
    if (text === undefined || !/^[\x21-\x7e]+$/.test(text)) throw new Error('malformed answer: there is no token in it')
    return this.#remember(scope, `Bearer ${text}`, read.expires_in ?? 60)
  }

  async #tokenByPassword(
    realm: URL,
    said: Record<string, string>,
    basic: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Answer> {
    const url = new URL(realm)
    for (const [name, value] of Object.entries(said)) url.searchParams.set(name, value)
    if (this.#credential?.username) url.searchParams.set('account', this.#credential.username)
    return await ask(url, this.#trust, { ...(basic !== undefined && { headers: { authorization: basic } }), signal })
  }

  async #tokenByIdentity(
    realm: URL,
    said: Record<string, string>,
    token: string,
    signal: AbortSignal | undefined,
  ): Promise<Answer> {
    const form = new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: 'slipway',
      refresh_token: token,
      ...said,
    })
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    return await ask(realm, this.#trust, { method: 'POST', headers, body: form.toString(), signal })
  }

  #remember(scope: string, authorization: string, seconds: number): string {
    if (this.#tokens.size > 500) this.#tokens.clear()
    // A little earlier than it ends, as the way takes time, too.
    this.#tokens.set(this.#tokenKey(scope), { authorization, until: Date.now() + (seconds - 5) * 1_000 })
    return authorization
  }
}

/** The registry's own words: `{"errors":[{"code","message"}]}`, or the beginning of what else it said. */
function saidIn({ body, headers }: Answer): string {
  const text = body.toString('utf8').trim()
  try {
    const { errors = [], details } = failure.parse(JSON.parse(text))
    return [...errors.map(({ code = '', message = '' }) => `${code} ${message}`.trim()), details ?? ''].join(', ')
  } catch {
    return /html/i.test(headers['content-type'] ?? '') ? '' : text.slice(0, 300)
  }
}

const failure = z.object({
  errors: z.array(z.object({ code: z.string().optional(), message: z.string().optional() })).optional(),
  details: z.string().optional(),
})

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return error.message.includes(code) ? error.message : `${code}: ${error.message}`
}
