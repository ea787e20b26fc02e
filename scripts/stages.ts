import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { startDisplay } from '../test/support/display.ts'
import { onOwnNetwork } from '../test/support/own-network.ts'
import { check } from './check.ts'
import { type Counts, countsOf, none, plus, readReport } from './counts.ts'
import { runGroup } from './group.ts'
import { root } from './root.ts'

export type Run = {
  /** Temp folder of this run: reports, and whatever tests make. */
  folder: string
  environment: NodeJS.ProcessEnv
  /** Only files and tests whose path has one of these. */
  patterns: readonly string[]
  signal: AbortSignal
}

export type Stage = (run: Run) => Promise<Counts>

const script = (name: string) => join(root, 'scripts', name)
const passed: Counts = { ...none, passed: 1 }
const failed: Counts = { ...none, failed: 1 }

/** The parts of a test run by their name, in their order. */
export const STAGES: Record<string, Stage> = {
  check: ({ signal }) => check(signal),
  build,
  unit: (run) => vitest('unit', run),
  engine: (run) => vitest('engine', run),
  vm: (run) => vitest('vm', run),
  'vm-long': (run) => vitest('vm-long', run),
  browser: (run) => playwright('browser', run, onOwnNetwork),
  desktop: async (run) => {
    const display = await startDisplay()
    try {
      return await playwright('desktop', {
        ...run,
        environment: { ...run.environment, ...(display && { DISPLAY: display.name }) },
      })
    } finally {
      await display?.stop()
    }
  },
}

/** Left out of the whole: booting an emulated machine many times takes longer than all else together. */
export const ON_REQUEST: ReadonlySet<string> = new Set(['vm-long'])

/** The UI as the browser gets it, and whether it is light enough. */
async function build({ environment, signal }: Run): Promise<Counts> {
  if (!existsSync(script('build.ts'))) return none
  const built = await runGroup(process.execPath, [script('build.ts')], environment)
  if (built.code !== 0 || signal.aborted) return failed
  const light = await runGroup(process.execPath, [script('size.ts')], environment)
  return plus(passed, light.code === 0 ? passed : failed)
}

async function vitest(project: string, { folder, environment, patterns }: Run): Promise<Counts> {
  const report = join(folder, `${project}.json`)
  const { code } = await runGroup(
    process.execPath,
    [
      join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      ...['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
      ...patterns,
    ],
    environment,
  )
  return countsOf(readReport(report), code === 0)
}

async function playwright(
  project: string,
  { folder, environment, patterns }: Run,
  around: typeof onOwnNetwork = (program, args) => [program, ...args],
): Promise<Counts> {
  const report = join(folder, `${project}.json`)
  const [program, ...args] = around(process.execPath, [
    join(root, 'node_modules', '@playwright', 'test', 'cli.js'),
    ...['test', '--project', project, '--reporter=list,json', '--pass-with-no-tests'],
    ...patterns,
  ])
  const { code } = await runGroup(program, args, { ...environment, PLAYWRIGHT_JSON_OUTPUT_FILE: report })
  return countsOf(readReport(report), code === 0)
}
