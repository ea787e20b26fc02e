export { type FileSource, offerAsDownload, safeName, saveAsFile } from './file-job.ts'
export { openFile } from './open-file.ts'
export { absolute } from './place.ts'
export { codeOf, fileProblem } from './problem.ts'
