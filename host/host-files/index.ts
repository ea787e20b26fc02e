export { type FileSource, offerAsDownload, safeName, saveAsFile } from './file-job.ts'
export { openFile } from './open-file.ts'
export { absolute as absolutePath } from './place.ts'
export { fileProblem } from './problem.ts'
