export { FileField, FolderField } from './path-field.tsx'
export { usePath } from './use-path.tsx'
