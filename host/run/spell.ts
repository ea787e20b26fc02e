import type { Run } from '../../contract/run.ts'
import { commandLine } from '../../contract/shell.ts'
import { type Flag, runFlags } from './flags/index.ts'

/** The words of the command that makes this container. */
export function spellWords(run: Run): string[] {
  const words: string[] = []
  let bundle = ''
  for (const flag of runFlags) {
    if (flag.verb !== undefined && flag.verb !== run.verb) continue
    for (const value of flag.values(run)) {
      if (flag.alone && flag.brief && value === 'true') bundle += flag.short
      else words.push(...spellFlag(flag, value))
    }
  }
  return ['docker', run.verb, ...(bundle === '' ? [] : [`-${bundle}`]), ...words, run.image, ...run.command]
}

function spellFlag({ name, short, alone, brief }: Flag, value: string): string[] {
  const said = brief && short !== undefined ? `-${short}` : `--${name}`
  if (!alone) return [said, value]
  return [value === 'true' ? said : `--${name}=${value}`]
}

/** The docker command line that makes this container. */
export function spell(run: Run): string {
  return commandLine(spellWords(run))
}
