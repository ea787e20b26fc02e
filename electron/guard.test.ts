import { describe, expect, it } from 'vitest'
import { downloadToken, forBrowser, isOurs, mayDownload, mayUse, safeFileName, WEB_PREFERENCES } from './guard.ts'

describe('the page stays on its own origin', () => {
  it.each([
    ['app://slipway/', true],
    ['app://slipway/index.html#/containers', true],
    ['APP://slipway/', true],
    ['app://slipway.evil/', false],
    ['app://evil/', false],
    ['app://slipway@evil/', false],
    ['app://user@slipway/', false],
    ['app:slipway', false],
    ['https://slipway/', false],
    ['http://localhost:8080/', false],
    ['file:///etc/passwd', false],
    ['javascript:alert(1)', false],
    ['data:text/html,hi', false],
    ['blob:app://slipway/1', false],
    ['about:blank', false],
    ['', false],
  ])('%s: %s', (address, allowed) => expect(isOurs(address)).toBe(allowed))
})

describe('links for the browser', () => {
  it.each([
    ['http://localhost:8080', 'http://localhost:8080/'],
    ['https://docs.docker.com/engine/', 'https://docs.docker.com/engine/'],
    ['HTTP://LOCALHOST:1', 'http://localhost:1/'],
    ['http://localhost@evil.example/', undefined],
    ['http://u:p@localhost/', undefined],
    ['file:///etc/passwd', undefined],
    ['smb://host/share', undefined],
    ['ms-msdt:/id', undefined],
    ['javascript:alert(1)', undefined],
    ['vscode://file/x', undefined],
    ['app://slipway/', undefined],
    ['localhost:8080', undefined],
    ['//localhost', undefined],
    ['', undefined],
  ])('%s: %s', (address, opened) => expect(forBrowser(address)).toBe(opened))
})

describe('permissions', () => {
  it.each([
    ['clipboard-sanitized-write', 'app://slipway/', true],
    ['clipboard-sanitized-write', 'https://evil.example/', false],
    ['clipboard-read', 'app://slipway/', false],
    ['media', 'app://slipway/', false],
    ['geolocation', 'app://slipway/', false],
    ['notifications', 'app://slipway/', true],
    ['notifications', 'https://example.com/', false],
    ['openExternal', 'app://slipway/', false],
    ['fullscreen', 'app://slipway/', false],
    ['a permission of tomorrow', 'app://slipway/', false],
  ])('%s for %s: %s', (permission, address, allowed) => expect(mayUse(permission, address)).toBe(allowed))
})

describe('downloads', () => {
  it.each([
    ['blob:app://slipway/0b5f', true],
    ['blob:https://evil.example/0b5f', false],
    ['https://evil.example/x.exe', false],
    ['data:text/plain,hi', false],
    ['app://slipway/assets/x.js', false],
  ])('the page saves %s: %s', (address, allowed) => expect(mayDownload(address)).toBe(allowed))

  it.each([
    ['/download/abc-DEF_1', 'abc-DEF_1'],
    ['/download/', undefined],
    ['/download/../x', undefined],
    ['/download/a/b', undefined],
    ['/download/a\n', undefined],
    ['https://evil/download/a', undefined],
    [undefined, undefined],
    [['/download/a'], undefined],
  ])('%s: %s', (path, token) => expect(downloadToken(path)).toBe(token))

  it.each([
    ['web.log', 'web.log'],
    ['../../etc/passwd', '_.._etc_passwd'],
    ['C:\\x', 'C__x'],
    ['a\u202egpj.exe', 'a_gpj.exe'],
    ['.bashrc', 'bashrc'],
    ['con.txt', '_con.txt'],
    ['名前😀.log', '名前😀.log'],
    ['...', 'download'],
    ['', 'download'],
    [7, 'download'],
    ['x'.repeat(500), 'x'.repeat(120)],
  ])('a file called %s is offered as %s', (name, offered) => expect(safeFileName(name)).toBe(offered))
})

it('gives the page nothing of Node', () => {
  expect(WEB_PREFERENCES).toMatchObject({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
  })
})
