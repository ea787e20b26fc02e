import { lazyPart } from '../../lib/load-part.ts'

export { copyFiles } from './copy-files.ts'
/** The files of a container or a volume; loaded when they are first shown. */
export const Files = lazyPart(() => import('./files.tsx').then(({ Files: it }) => it))
export const FilesTab = lazyPart(() => import('./files-tab.tsx').then(({ FilesTab: it }) => it))
