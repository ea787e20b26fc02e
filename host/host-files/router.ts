import { os } from '../transport/implementer.ts'
import { complete } from './complete.ts'
import { list } from './list.ts'
import { absolute, look } from './place.ts'
import { readText } from './read-text.ts'

export const hostFilesRouter = {
  list: os.hostFiles.list.handler(({ input }) => list(input.path, input.near)),
  look: os.hostFiles.look.handler(({ context: { engines }, input: { path, engine } }) => {
    const elsewhere = engine !== undefined && !engines.isHere(engine)
    return elsewhere ? { path: absolute(path), state: 'elsewhere' as const } : look(path)
  }),
  complete: os.hostFiles.complete.handler(({ input }) => complete(input.path, input.only)),
  readText: os.hostFiles.readText.handler(({ input }) => readText(input.path)),
}
