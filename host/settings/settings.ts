import { join } from 'node:path'
import type { Settings as Values } from '../../contract/index.ts'
import { settingsSchema } from '../../contract/settings.ts'
import { Change } from '../change.ts'
import { JsonFile } from '../json-file.ts'

/** What a change may hold: any of the values, each whole. */
export type SettingsChange = { [Key in keyof Values]?: Values[Key] | undefined }

/** What the person chose, kept in one file. */
export class Settings {
  readonly #file: JsonFile<Values>
  readonly #change = new Change()

  private constructor(file: JsonFile<Values>) {
    this.#file = file
  }

  static async open(stateFolder: string): Promise<Settings> {
    return new Settings(await JsonFile.open(join(stateFolder, 'settings.json'), settingsSchema))
  }

  /** The values as they are now. */
  get value(): Values {
    return this.#file.value
  }

  /** The values, now and after every change. */
  watch(signal?: AbortSignal): AsyncGenerator<Values> {
    return this.#change.each(() => this.#file.value, signal)
  }

  /** Takes the given values, keeps the others. @throws the file system's error */
  async change({
    theme,
    showCommands,
    publish,
    logs,
    containers,
    images,
    volumes,
    restorePoints,
    recipes,
  }: SettingsChange): Promise<void> {
    await this.#file.set({
      ...this.#file.value,
      ...(theme && { theme }),
      ...(showCommands !== undefined && { showCommands }),
      ...(publish !== undefined && { publish }),
      ...(logs && { logs }),
      ...(containers && { containers }),
      ...(images && { images }),
      ...(volumes && { volumes }),
      ...(restorePoints && { restorePoints }),
      ...(recipes && { recipes }),
    })
    this.#change.bump()
  }
}
