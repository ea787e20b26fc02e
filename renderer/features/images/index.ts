import { lazyRouteComponent } from '@tanstack/react-router'

export const ImagesPage = lazyRouteComponent(() => import('./list/images-page.tsx'), 'ImagesPage')
export const ImagePage = lazyRouteComponent(() => import('./page/image-page.tsx'), 'ImagePage')
export { RemoveHost as ImageRemoveHost } from './remove/remove-host.tsx'
