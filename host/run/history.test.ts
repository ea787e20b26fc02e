import { expect, test } from 'vitest'
import { imagesOf } from './history.ts'

const problem = { what: 'It failed.', why: 'So.', next: 'Look.' }
const deed = (command: string, more = {}) => ({
  number: 1,
  engine: 'e',
  started: 0,
  took: 0,
  command,
  problems: [],
  ...more,
})

test('what was run and pulled and worked, the latest first, each once', () => {
  const deeds = [
    deed('docker run -d --name web -p 8080:80 nginx:alpine'),
    deed('docker pull --platform linux/arm64 redis:7'),
    deed('docker stop web'),
    deed("docker run -e 'A=b c' my/app:2 sh -c 'docker run x'"),
    deed('docker run nginx:alpine'),
    deed('docker run broken:1', { problems: [{ problem }] }),
    deed('docker pull stopped:1', { cancelled: true }),
    deed('docker rename db db-before && docker stop db-before && docker run -d --name db postgres:17'),
  ]
  expect(imagesOf(deeds)).toEqual(['postgres:17', 'nginx:alpine', 'my/app:2', 'redis:7'])
})
