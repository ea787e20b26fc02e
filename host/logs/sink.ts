import type { LogSource } from '../../contract/index.ts'

/**
 * Takes one message of an engine’s log, as it lies in `bytes` between `from` and `to`. It begins with its time unless
 * `headless`: then it goes on with what came before. The bytes are only valid during the call.
 */
export type MessageSink = (source: LogSource, bytes: Buffer, from: number, to: number, headless: boolean) => void

/** Cuts an engine’s answer into messages. */
export type MessageReader = {
  /** @throws SlipwayError when this is no log, or the engine’s own failure amid it */
  push(chunk: Buffer): void
  /** The answer is over. */
  end(): void
}
