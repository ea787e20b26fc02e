import { isAbsolute, join } from 'node:path'
import type { Build } from '../../../contract/build.ts'
import { quote } from '../../../contract/shell.ts'
import { pairText, variableText } from '../fields/pair.ts'
import { moreFlags } from './flags.ts'
import { secretText } from './secret.ts'

/** The docker command line that builds it. */
export function spellBuild(build: Build): string {
  const { builder, file } = build
  const each = (flag: string, values: readonly string[]) => values.flatMap((value) => [flag, quote(value)])
  const words = [
    // Which builder is taken is said in the environment.
    ...(builder === undefined ? [] : [`DOCKER_BUILDKIT=${builder === 'buildkit' ? 1 : 0}`]),
    'docker',
    'build',
    ...each('-t', build.tags),
    ...(file === undefined || file === '' ? [] : ['-f', quote(fileOf(build.context, file))]),
    ...(build.target ? ['--target', quote(build.target)] : []),
    ...each('--build-arg', build.args.map(variableText)),
    ...each('--label', build.labels.map(pairText)),
    ...each('--platform', build.platforms),
    ...(build.noCache ? ['--no-cache'] : []),
    ...(build.pull ? ['--pull'] : []),
    ...each('--secret', build.secrets.map(secretText)),
    ...(build.network ? ['--network', quote(build.network)] : []),
    ...moreFlags.flatMap(({ name, alone }) => {
      const values = build.more[name] ?? []
      if (!alone) return each(`--${name}`, values)
      return values.map((value) => (value === 'true' ? `--${name}` : `--${name}=${quote(value)}`))
    }),
    quote(build.context),
  ]
  return words.join(' ')
}

/** The docker command takes a path from its own folder, not from the one that is built. */
function fileOf(context: string, file: string): string {
  return isAbsolute(file) || !isAbsolute(context) ? file : join(context, file)
}
