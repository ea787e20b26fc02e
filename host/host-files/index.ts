export { type FileSource, offerAsDownload, safeName, saveAsFile } from './file-job.ts'
export { openFile } from './open-file.ts'
export { fileProblem } from './problem.ts'
export { checkedPlace, writeWhole } from './write-whole.ts'
