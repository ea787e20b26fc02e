export { TarEnd } from './end.ts'
export { BLOCK, BrokenTar, type EntryType, isHeader, type TarEntry } from './header.ts'
export { encodePath, pathBytes, pathText } from './path-bytes.ts'
export { type Body, TarScanner } from './scanner.ts'
