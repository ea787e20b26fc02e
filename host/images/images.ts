import { ImageFacts } from './known.ts'
import { Analyses } from './layers/analyses.ts'
import { Sizes } from './sizes.ts'

/** What is kept of images between one question and the next. */
export class Images {
  readonly facts = new ImageFacts()
  readonly layers = new Analyses()
  readonly sizes = new Sizes()
}
