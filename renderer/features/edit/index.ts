export { editContainer, editsFor } from './asked.ts'
export { EditHost } from './edit-host.tsx'
export { parseCores, parseSize } from './limit-words.ts'
export { nameError } from './name-error.ts'
