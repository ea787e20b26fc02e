import type { EngineClient } from '../engine/index.ts'
import type { JobReport, JobResult } from '../jobs/index.ts'
import { platformJson } from './platform.ts'
import { tarProblem } from './tar/problem.ts'
import { sendTar, type TarFile, type TarMessage } from './tar/send-tar.ts'

/** Reads the images of a tar file into an engine, telling each layer’s progress. @throws SlipwayError */
export async function load(
  client: EngineClient,
  file: TarFile,
  platform: string | undefined,
  report: JobReport,
  signal: AbortSignal,
): Promise<JobResult> {
  const loaded = new Set<string>()
  const query = { quiet: '0', ...(platform && { platform: platformJson(platform) }) }
  const request = { path: '/images/load', query, holds: 'images' as const }
  try {
    for await (const said of sendTar(client, request, file, report, signal)) {
      for (const name of loadedNames(said.stream ?? '')) loaded.add(name)
      tellLayer(said, report)
    }
  } catch (error) {
    throw tarProblem(error, `“${file.name}” could not be loaded.`, file.name)
  }
  return { loaded: [...loaded] }
}

/** The images that a line of the engine names: Docker has one in a line, Podman all in one. */
export function loadedNames(line: string): string[] {
  const [, names = ''] = /^Loaded image(?:\(s\)|s)?(?: ID)?: (.+)$/m.exec(line.trim()) ?? []
  return names
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
}

function tellLayer({ id, status, progressDetail }: TarMessage, report: JobReport): void {
  const { current, total } = progressDetail ?? {}
  if (!id || !status || !total) return
  const done = Math.min(current ?? 0, total)
  report.doing('Unpacking')
  report.step({ id, state: status, phase: done < total ? 'unpacking' : 'done', done, total })
}
