import { expect, it } from 'vitest'
import { desktopVm, vmToKeep } from './vm-places.ts'

const shell = {
  platform: 'darwin',
  program: '/Applications/Slipway.app/Contents/MacOS/Slipway',
  words: ['Slipway'],
  checkout: undefined,
  resources: '/Applications/Slipway.app/Contents/Resources',
  appImage: undefined,
} as const

it('a packaged app has the image in its resources and keeps a machine itself', () => {
  expect(desktopVm(shell)).toEqual({
    images: '/Applications/Slipway.app/Contents/Resources/vm',
    builder: undefined,
    keeper: [shell.program, '--keep-vm'],
  })
})

it('an AppImage is started by its file, without a display', () => {
  const { keeper } = desktopVm({ ...shell, platform: 'linux', appImage: '/home/me/Slipway.AppImage' })
  expect(keeper).toEqual(['/home/me/Slipway.AppImage', '--ozone-platform=headless', '--keep-vm'])
})

it('a checkout is named to Electron, and what its sandbox was told is told again', () => {
  const { images, keeper } = desktopVm({ ...shell, words: ['electron', '--no-sandbox', '.'], checkout: '/src' })
  expect(images).toBe('/src/vm-assets/out')
  expect(keeper.slice(1)).toEqual(['--no-sandbox', '/src', '--keep-vm'])
})

it('the machine to keep is the word that follows', () => {
  expect(vmToKeep([...desktopVm(shell).keeper, 'two'])).toBe('two')
  expect(vmToKeep(['Slipway'])).toBeUndefined()
  expect(vmToKeep(['Slipway', '--keep-vm'])).toBeUndefined()
})
