/** What a word says can't be taken; the message is for the person, a sentence about that word. */
export class Misfit extends Error {
  override name = 'Misfit'
}

/** Flags that do not go together, or not with what they are given; the message is for the person. */
export class Conflict extends Misfit {
  override name = 'Conflict'
  /** The flags it is about, the one to point at first. */
  readonly flags: readonly string[]

  constructor(message: string, flags: readonly string[]) {
    super(message)
    this.flags = flags
  }
}
