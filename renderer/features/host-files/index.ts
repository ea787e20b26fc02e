export { inLastFolder, lastFolder, rememberFolder } from './chosen.ts'
export { FileField, FolderField } from './path-field.tsx'
export { SaveDialog } from './save-dialog.tsx'
export { usePath } from './use-path.tsx'
