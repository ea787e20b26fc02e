import { expect, test } from 'vitest'
import { scriptOf } from './script.ts'

const deed = (number: number, command: string, failed = false) => ({
  number,
  engine: 'e',
  started: 0,
  took: 1,
  command,
  problems: failed ? [{ problem: { what: 'a', why: 'b', next: 'c' } }] : [],
})

test('oldest first, failures as comments', () => {
  expect(scriptOf([deed(3, 'docker rm web'), deed(2, 'docker stop web', true), deed(1, 'docker start web')])).toBe(
    '#!/bin/sh\nset -e\ndocker start web\n# failed: docker stop web\ndocker rm web\n',
  )
})
