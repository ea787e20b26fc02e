import type { NamedOpenSource, NamedSource } from '../../../contract/file-commands.ts'
import type { FileEntry, FileSource, OpenSource } from '../../../contract/index.ts'

/** Whose files are shown. */
export type Where = { engine: string; source: FileSource; name: NamedSource }
/** The same where they can be changed. */
export type OpenWhere = { engine: string; source: OpenSource; name: NamedOpenSource }

/** A line of the list. */
export type FileRow = FileEntry & { id: string }

/** The path of a name in a folder. */
export const inside = (folder: string, name: string): string => `${folder === '/' ? '' : folder}/${name}`

/** The folder around a path. */
export const around = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/'))) || '/'

/** A name as it can be shown: a byte that is no UTF-8 as `\xNN`. */
export const shownName = (name: string): string =>
  name.replace(/[\udc80-\udcff](?<![\ud800-\udbff].)/g, (byte) => `\\x${(byte.charCodeAt(0) & 0xff).toString(16)}`)

/** Whether it is a folder, or a link that leads to one. */
export const isFolder = ({ type, leads }: FileEntry): boolean => type === 'folder' || leads === 'folder'
/** Whether it has a content to be looked at; of a link it may not be known. */
export const isFile = ({ type, leads }: FileEntry): boolean =>
  type === 'file' || (type === 'link' && (leads === 'file' || leads === undefined))

/** Names one source and no other. */
export const keyOf = ({ engine, source }: Where): string =>
  `${engine} ${source.type} ${source.type === 'volume' ? source.name : source.id}`
