export { editContainer, editsFor } from './asked.ts'
export { EditHost } from './edit-host.tsx'
