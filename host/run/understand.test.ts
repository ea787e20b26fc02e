import { expect, test } from 'vitest'
import { understand } from './index.ts'

const SLOWEST_MS = 50

test.each([
  ['docker run --publsh 80:80 nginx', '--publsh', /no flag --publsh/, /--publish/],
  ['docker run -p 80:80:80:80 nginx', '80:80:80:80', /not an IP address/, /--publish/],
  ['docker run -it --rm', 'run', /No image/, /nginx/],
  ['docker run --memory lots nginx', 'lots', /not a size/, /--memory/],
  ['docker run --rm --restart always nginx', 'always', /removed when it exits and started again/, /Leave one/],
  ['docker run –it nginx', '–it', /long dash/, /hyphen/],
  ['docker run NGINX', 'NGINX', /capital letters/, /Correct/],
  ['docker rn nginx', 'rn', /no docker command “rn”/, /docker (?:run|rm)/],
  ['docker run -v "x nginx', '"x nginx', /not closed/, /missing/],
  ['docker stop', 'stop', /stop of what/, /--help/],
  ['docker run -e A=$(date) nginx', 'A=$(date)', /is not run here/, /yourself/],
  ['docker rm $(cat ids)', '$(cat ids)', /is not run here/, /Correct/],
  ['docker rename a', 'rename', /needs 2 names/, /--help/],
  ['docker exec web', 'exec', /needs 2 names/, /--help/],
  ['git status', 'git', /not a docker command/, /docker run/],
  ['docker rnu nginx', 'rnu', /no docker command/, /docker run\?/],
  ['docker strat web', 'strat', /no docker command/, /docker start\?/],
  ['docker', 'docker', /No command/, /docker run/],
  ['docker run --network name=a,nosuch=1 nginx', 'name=a,nosuch=1', /no “nosuch”/, /--network/],
])('%s: the mistake is at %s', (line, text, what, next) => {
  const [problem] = understand(line).problems
  expect(problem).toMatchObject({ text, what: expect.stringMatching(what), next: expect.stringMatching(next) })
})

test.each([
  ['docker run -v $(pwd):/app nginx', 'folder'],
  ['docker run -v ./data:/app nginx', 'folder'],
  ['docker run -v "%cd%":/app nginx', 'folder'],
  ['docker run --mount type=bind,src=.,dst=/x nginx', 'folder'],
  ['docker run --env-file .env --label-file labels nginx', 'folder'],
  ['docker run --security-opt seccomp=profile.json nginx', 'folder'],
  ['docker run --cidfile id nginx', 'folder'],
  ['docker run -v ~/x:/app nginx', 'home'],
  ['docker run -p $PORT:80 nginx', '$PORT'],
  ['docker run nginx:$TAG', '$TAG'],
])('%s asks for %s', (line, key) => {
  const asked = understand(line)
  expect(asked.problems).toEqual([])
  expect(asked.questions.map((question) => question.key)).toEqual([key])
  expect(asked.command).toBeUndefined()
  const answered = understand(line, {
    answers: { [key]: { folder: '/f', home: '/h', $PORT: '8080', $TAG: 'alpine' }[key] ?? '' },
  })
  expect(answered.questions).toEqual([])
  expect(answered.command).toMatch(/^docker run /)
})

test('the folder that was answered is in every path that starts from it', () => {
  const line =
    'docker run -v ./a:/a -v web:/b -v /c:/c --mount type=bind,src=../d,dst=/d --env-file .env --cidfile /id nginx'
  const { action, command } = understand(line, { answers: { folder: '/srv/app' } })
  if (action?.kind !== 'run') throw new Error('this is no docker run')
  const { volume, mount, envFile, cidfile } = action.run
  expect(volume.map(({ source }) => source)).toEqual(['/srv/app/a', 'web', '/c'])
  expect({ source: mount[0]?.source, envFile, cidfile }).toEqual({
    source: '/srv/d',
    envFile: ['/srv/app/.env'],
    cidfile: '/id',
  })
  expect(command).toContain('-v /srv/app/a:/a')
})

test('where an export is written, by -o or by >', () => {
  const read = (line: string) => understand(line, { answers: { folder: '/f' } })
  expect(read('docker export -o "a b.tar" web').action).toMatchObject({ kind: 'export', output: 'a b.tar' })
  const { action, words, problems, command } = read('sudo docker export web > $(pwd)/web.tar')
  expect({ action, problems, command }).toEqual({
    action: { kind: 'export', container: 'web', output: '/f/web.tar' },
    problems: [],
    command: 'docker export -o /f/web.tar web',
  })
  expect(words.at(-1)).toMatchObject({ text: '> $(pwd)/web.tar', role: 'value' })
  expect(understand('docker export web > $(pwd)/web.tar').questions).toMatchObject([{ kind: 'folder' }])
  // Of any other command it stays what a shell would do.
  expect(read('docker logs web > log').words.at(-1)).toMatchObject({ role: 'not taken' })
})

test('images are written to a file, and read from one, by a flag or by a redirection', () => {
  const read = (line: string) => {
    const { action, problems, command } = understand(line, { answers: { folder: '/f' } })
    expect(problems).toEqual([])
    return { action, command }
  }
  expect(read('docker save -o x.tar a:1 b')).toEqual({
    action: { kind: 'save', images: [{ name: 'a:1' }, { name: 'b' }], output: 'x.tar' },
    command: 'docker save -o x.tar a:1 b',
  })
  expect(read('docker image save a --platform linux/arm64 > /t/x.tar').command).toBe(
    'docker save -o /t/x.tar --platform linux/arm64 a',
  )
  expect(read('docker save $(docker images -q) > all.tar').action).toMatchObject({ images: [{ set: {} }] })
  expect(read('sudo docker load < "a b.tar"')).toEqual({
    action: { kind: 'load', quiet: false, input: 'a b.tar' },
    command: "docker load -i 'a b.tar'",
  })
  expect(read('docker image load -qi x.tar --platform=linux/arm64')).toEqual({
    action: { kind: 'load', quiet: true, input: 'x.tar', platform: 'linux/arm64' },
    command: 'docker load -i x.tar --platform linux/arm64 -q',
  })
  expect(read('docker load').action).toEqual({ kind: 'load', quiet: false })
  expect(read(`docker import -c 'CMD ["sh"]' --change "ENV A=1" -m hi - me/root:1 < root.tgz`)).toEqual({
    action: {
      kind: 'import',
      source: 'root.tgz',
      reference: 'me/root:1',
      message: 'hi',
      changes: ['CMD ["sh"]', 'ENV A=1'],
    },
    command: `docker import -m hi -c 'CMD ["sh"]' -c 'ENV A=1' root.tgz me/root:1`,
  })
  expect(read('docker image import --platform linux/arm64 https://example.com/root.tar').command).toBe(
    'docker import --platform linux/arm64 https://example.com/root.tar',
  )
  expect(understand('docker import root.tar Me/Root').problems).toMatchObject([
    { what: expect.stringMatching(/capital letters/) },
  ])
  expect(understand('docker load x.tar').problems).toMatchObject([{ what: 'docker load takes no names.' }])
  expect(understand('docker save -o x.tar').problems).toMatchObject([{ what: 'docker save of what?' }])
  // A flag goes before what a shell would write.
  expect(read('docker save -o x.tar a > log').action).toMatchObject({ output: 'x.tar' })
})

test('a default is suggested, not taken', () => {
  expect(understand('docker run nginx:${TAG:-alpine}').questions).toMatchObject([{ key: '$TAG', suggestion: 'alpine' }])
})

test('what belongs to the shell is named and left', () => {
  const { action, words } = understand('docker plugin x && sudo docker run nginx > log.txt 2>&1 | tee a & # done')
  expect(action).toEqual({ kind: 'open', page: 'engines' })
  const left = words.filter(({ role }) => role === 'not taken').map(({ text }) => text)
  expect(left).toEqual(['x', '&&', 'sudo', 'docker', 'run', 'nginx', '> log.txt', '2>&1', '|', 'tee', 'a', '&'])
  expect(words.at(-1)).toMatchObject({ text: '# done', role: 'comment' })
})

test.each([
  ['docker rm -f -- -x', 'docker rm -f -- -x'],
  ['docker exec -it -- -x ls -l', 'docker exec -i -t -- -x ls -l'],
  ['docker cp -- - web:/x', 'docker cp - web:/x'],
  ['docker create --shm-size 16384p nginx', 'docker create --shm-size 8388608t nginx'],
])('%s is spelled %s, which is read alike', (line, command) => {
  const { action, command: spelled } = understand(line)
  expect(spelled).toBe(command)
  expect(understand(command).action).toEqual(action)
})

test('a list with a mistake in it is no list, and breaks nothing', () => {
  const { problems } = understand('docker run -e A=$(docker ps -q -n lots) nginx')
  expect(problems).toMatchObject([{ what: expect.stringMatching(/is not run here/) }])
})

test('wrappers, prompts and the engine named on the line', () => {
  const { action, environment, engine, problems } = understand(
    '$ A=1 sudo -E -u root docker -H ssh://x --debug run -e A nginx',
  )
  expect(problems).toEqual([])
  expect(action).toMatchObject({ kind: 'run', run: { image: 'nginx', env: [{ key: 'A' }] } })
  expect(environment).toEqual({ A: '1' })
  expect(engine).toBe('ssh://x')
})

test('an engine that lacks something says so at the flag', () => {
  const { problems } = understand('docker run --annotation a=b nginx', { engine: { apiVersion: '1.41' } })
  expect(problems).toMatchObject([{ text: 'a=b', flag: 'annotation', what: expect.stringContaining('1.43') }])
  expect(understand('docker run --annotation a=b nginx', { engine: { apiVersion: '1.43' } }).problems).toEqual([])
})

test('a range of every port is read at once', () => {
  const before = performance.now()
  const { action } = understand('docker run -p 1-65535:1-65535 nginx')
  expect(performance.now() - before).toBeLessThan(SLOWEST_MS)
  expect(action).toMatchObject({
    run: { publish: [{ host: { from: 1, to: 65_535 }, container: { from: 1, to: 65_535 } }] },
  })
})
