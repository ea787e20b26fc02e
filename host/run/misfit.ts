/** What a word says can't be taken; the message is for the person, a sentence about that word. */
export class Misfit extends Error {
  override name = 'Misfit'
}
