import { expect, test } from 'vitest'
import { SlipwayError } from '../errors.ts'
import { isMissing, openShell } from './shell.ts'

const runc = (rest: string) =>
  `OCI runtime exec failed: exec failed: unable to start container process: ${rest}: unknown`

test.each([
  [126, runc('exec: "bash": executable file not found in $PATH'), true],
  [127, runc('exec: "bash": executable file not found in $PATH'), true],
  [127, runc('exec: "/bin/bash": stat /bin/bash: no such file or directory'), true],
  [127, 'crun: executable file `bash` not found in $PATH: No such file or directory: OCI runtime attempted …', true],
  [undefined, runc('exec: "bash": executable file not found in $PATH'), true],
  [126, runc('chdir to cwd ("/bash") set in config.json failed: no such file or directory'), false],
  [126, 'unable to find user bash: no matching entries in passwd file', false],
  [126, runc('exec: "/bash": permission denied'), false],
  [1, runc('exec: "bash": executable file not found in $PATH'), false],
  [126, '', false],
])('code %s with %j: missing is %s', (exitCode, failed, missing) => {
  expect(isMissing({ failed, exitCode }, 'bash')).toBe(missing)
})

test('any other failure ends the search with the engine’s words', async () => {
  const tried: string[] = []
  const opening = openShell('web', async ([shell = '']) => {
    tried.push(shell)
    return { failed: 'unable to find user x: no matching entries in passwd file', exitCode: 126 }
  })
  await expect(opening).rejects.toMatchObject({ code: 'INVALID', problem: { next: 'Check the user.' } })
  expect(tried).toEqual(['bash'])
})

test('an engine that answers with an error instead is understood as well', async () => {
  const tried: string[] = []
  const opening = openShell('web', async ([shell = '']) => {
    tried.push(shell)
    const why = `crun: executable file \`${shell}\` not found in $PATH: No such file or directory`
    throw new SlipwayError('ENGINE_ERROR', { what: '', why, next: '' })
  })
  await expect(opening).rejects.toMatchObject({ code: 'NO_SHELL' })
  expect(tried).toEqual(['bash', 'sh', 'ash'])
})
