import { lazyRouteComponent } from '@tanstack/react-router'
import { loadPart } from '../../lib/load-part.ts'

export const ImagesPage = lazyRouteComponent(() => loadPart(() => import('./list/images-page.tsx')), 'ImagesPage')
export const ImagePage = lazyRouteComponent(() => loadPart(() => import('./page/image-page.tsx')), 'ImagePage')
export { findImage, pathId } from './find-image.ts'
export {
  CRITERIA as IMAGE_CRITERIA,
  type Filter as ImageFilter,
  filteredImages,
} from './list/filter.ts'
export { RemoveHost as ImageRemoveHost } from './remove/remove-host.tsx'
export { removeImages } from './removing.ts'
export { imageName, showImages } from './show-images.ts'
export { type LoadStart, loadImages, type SaveStart, saveImages } from './tar/asked.ts'
export { TarHost as ImageTarHost } from './tar/tar-host.tsx'
