export { type FileSource, offerAsDownload, safeName, saveAsFile } from './file-job.ts'
