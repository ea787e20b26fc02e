import { join } from 'node:path'
import type { RecorderSettings, RecorderState } from '../../contract/index.ts'
import { recorderSettings } from '../../contract/recorder.ts'
import { Change } from '../change.ts'
import { JsonFile } from '../json-file.ts'

const keptSchema = recorderSettings.extend({
  days: recorderSettings.shape.days.default(7),
  megabytes: recorderSettings.shape.megabytes.default(200),
})

export class Recorder {
  readonly #settings: JsonFile<RecorderSettings>
  readonly #change = new Change()
  private constructor(settings: JsonFile<RecorderSettings>) {
    this.#settings = settings
  }
  static async open(stateFolder: string): Promise<Recorder> {
    return new Recorder(await JsonFile.open(join(stateFolder, 'recorder.json'), keptSchema))
  }
  watch(signal?: AbortSignal): AsyncGenerator<RecorderState> {
    return this.#change.each(() => ({ settings: this.#settings.value, size: 0 }), signal)
  }
  async configure(settings: RecorderSettings): Promise<void> {
    await this.#settings.set(settings)
    this.#change.bump()
  }
}
