import { describe, expect, test } from 'vitest'
import { looksSecret, variableOf } from './secrets.ts'

describe('looksSecret', () => {
  test.each([
    ['POSTGRES_PASSWORD', 'hunter2'],
    ['MYSQL_ROOT_PASSWORD', 'x'],
    ['mypassword', 'x'],
    ['DB_PASS', 'x'],
    ['pwd_hash_secret', 'x'],
    ['GITHUB_TOKEN', 'x'],
    ['AWS_SECRET_ACCESS_KEY', 'x'],
    ['API_KEY', 'x'],
    ['apiKey', 'x'],
    ['SESSION_COOKIE', 'x'],
    ['spring.datasource.password', 'x'],
    ['SENTRY_DSN', 'https://x'],
    ['DATABASE_URL', 'postgres://me:pw@db/shop'],
    ['REDIS_URL', 'redis://:pw@cache:6379'],
    ['PEM', '-----BEGIN RSA PRIVATE KEY-----\nabc'],
    ['X', `eyJhbGciOiJIUzI1NiJ9.${'a'.repeat(20)}.sig`],
    ['X', 'AKIAABCDEFGHIJKLMNOP'],
    ['X', `ghp_${'a1'.repeat(18)}`],
  ])('%s=%s is hidden', (key, value) => expect(looksSecret(key, value)).toBe(true))

  test.each([
    ['PATH', '/usr/bin:/bin'],
    ['PASSENGER_COUNT', '3'],
    ['COMPASS', 'north'],
    ['AUTHOR', 'Ada'],
    ['TOKENIZER', 'bpe'],
    ['MONKEY', 'x'],
    ['POSTGRES_PASSWORD_FILE', '/run/secrets/pw'],
    ['TOKEN_TTL', '60'],
    ['SSH_AUTH_SOCK', '/tmp/agent'],
    ['HOMEPAGE', 'https://example.org/a:b@c'],
    ['DATABASE_URL', 'postgres://db/shop'],
    ['PASSWORD', ''],
  ])('%s=%s is shown', (key, value) => expect(looksSecret(key, value)).toBe(false))
})

test('the value begins after the first equals sign', () => {
  expect(variableOf('A=b=c')).toEqual({ key: 'A', value: 'b=c' })
  expect(variableOf('A')).toEqual({ key: 'A', value: '' })
  expect(variableOf('=x')).toEqual({ key: '', value: 'x' })
})
