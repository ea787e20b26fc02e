import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const main = join(import.meta.dirname, 'main.ts')
const slipway = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    encoding: 'utf8',
    env: { ...process.env, DOCKER_CONFIG: '/nowhere' },
  })
  return { status, stdout, stderr }
}

test('a command is explained word by word', () => {
  const { status, stdout } = slipway('explain', 'docker run -it --rm -p 8080:80 nginx sh | cat')
  expect(status).toBe(0)
  expect(stdout).toMatch(/--rm +removes the container/)
  expect(stdout).toMatch(/cat +\(not taken\)/)
  expect(stdout).toContain('POST /containers/create\n')
  expect(stdout).toContain('docker run -it --rm -p 8080:80 nginx sh\n')
})

test('the requests are given as JSON, in order', () => {
  const { status, stdout } = slipway('explain', '--json', 'docker run -d --pull always --name web nginx:alpine')
  expect(status).toBe(0)
  const explained = JSON.parse(stdout)
  expect(explained).toMatchObject({
    unknown: [],
    questions: [],
    command: 'docker run -d --name web --pull always nginx:alpine',
  })
  expect(explained.requests).toMatchObject([
    { method: 'POST', path: '/images/create', query: { fromImage: 'docker.io/library/nginx', tag: 'alpine' } },
    { method: 'POST', path: '/containers/create', query: { name: 'web' }, body: { Image: 'nginx:alpine' } },
    { method: 'POST', path: '/containers/{id}/wait' },
    { method: 'POST', path: '/containers/{id}/start' },
  ])
})

test('what is not understood is named, and ends with 1', () => {
  const { status, stdout } = slipway('explain', 'docker run --publsh 80 nginx', '--json')
  expect(status).toBe(1)
  const { unknown, requests, problems } = JSON.parse(stdout)
  expect(unknown).toEqual(['--publsh', '80', 'nginx'])
  expect(requests).toEqual([])
  expect(problems).toMatchObject([{ text: '--publsh', next: 'Did you mean --publish?' }])
})

test('a folder is asked for, this one suggested; an unknown variable holds everything up', () => {
  const here = JSON.parse(slipway('explain', '--json', 'docker run -v $(pwd):/app nginx').stdout)
  expect(here.questions).toMatchObject([{ key: 'folder', text: '$(pwd):/app', suggestion: process.cwd() }])
  expect(here.requests[0].body.HostConfig.Binds).toEqual([`${process.cwd()}:/app`])
  const unknown = JSON.parse(slipway('explain', '--json', 'docker run nginx:$NOT_SET_ANYWHERE').stdout)
  expect(unknown.questions).toMatchObject([{ key: '$NOT_SET_ANYWHERE' }])
  expect(unknown.requests).toEqual([])
})

test.each([
  [['explain'], 2, /no command to explain/],
  [['explain', '--nosuch', 'docker ps'], 2, /--nosuch/],
  [['explain', '--engine'], 2, /no address/],
  [['explain', '--engine', 'unix:///nowhere.sock', 'docker ps'], 1, /nowhere\.sock/],
] as const)('slipway %j ends with %i', (args, code, said) => {
  const { status, stderr } = slipway(...args)
  expect(stderr).toMatch(said)
  expect(status).toBe(code)
})
