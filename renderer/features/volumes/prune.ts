import { cleanUp } from '../disk/index.ts'

/** Asks about every volume that no container has; what each takes is shown before anything goes. */
export function pruneVolumes(engine: string): void {
  cleanUp(engine, { containers: false, networks: false, images: 'none', volumes: 'unused', cache: 'none', labels: [] })
}
