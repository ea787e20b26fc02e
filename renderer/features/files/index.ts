export { copyFiles } from './copy-files.ts'
export { Files } from './files.tsx'
export { FilesTab } from './files-tab.tsx'
