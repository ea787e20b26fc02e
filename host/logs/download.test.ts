import { expect, test } from 'vitest'
import { fileNameOf } from './download.ts'

test.each([
  ['web', 'log-web.txt'],
  ['my_app.web-1', 'log-my_app.web-1.txt'],
  ['con', 'log-con.txt'],
  ['../../etc/passwd', 'log-0123456789ab.txt'],
  ['a/b\\c\u0000d"e', 'log-a_b_c_d_e.txt'],
  ['', 'log-0123456789ab.txt'],
  ['x'.repeat(300), `log-${'x'.repeat(100)}.txt`],
])('a file for %j', (name, fileName) => {
  expect(fileNameOf({ name, id: '0123456789abcdef' })).toBe(fileName)
})
