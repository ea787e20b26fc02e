import type { SecretBox } from '../host/index.ts'
import type { FromHost, ToHost } from './host-messages.ts'

type Answer = Extract<ToHost, { type: 'secret' }>
type Verb = Extract<FromHost, { type: 'secret' }>['verb']

/** The computer’s keychain as the host’s process has it: by way of the main process. */
export class HostSecrets implements SecretBox {
  readonly #ask: (message: FromHost) => void
  readonly #waiting = new Map<number, (answer: Answer) => void>()
  #asked = 0

  constructor(ask: (message: FromHost) => void) {
    this.#ask = ask
  }

  /** Takes an answer of the main process. */
  take(answer: Answer): void {
    this.#waiting.get(answer.id)?.(answer)
    this.#waiting.delete(answer.id)
  }

  available = async (): Promise<boolean> => (await this.#question('available', '')) === 'true'
  seal = (text: string): Promise<string> => this.#question('seal', text)
  open = (sealed: string): Promise<string> => this.#question('open', sealed)

  async #question(verb: Verb, text: string): Promise<string> {
    const id = ++this.#asked
    const answer = await new Promise<Answer>((resolve) => {
      this.#waiting.set(id, resolve)
      this.#ask({ type: 'secret', id, verb, text })
    })
    if (answer.ok) return answer.text
    throw new Error(answer.text)
  }
}
