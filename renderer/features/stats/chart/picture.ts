/** Pixels of the picture for one of the page, so that it is sharp wherever it is shown. */
const SCALE = 2
const PAD = 16
const HEAD = 30

/**
 * The charts within an element as a PNG, with a title above: what is drawn is taken from the SVG itself, as the page’s
 * policy lets no SVG be loaded as an image.
 *
 * @throws Error when the browser makes no picture
 */
export async function pictureOf(root: HTMLElement, title: string): Promise<Blob> {
  const sections = [...root.querySelectorAll<HTMLElement>('section')]
  const box = root.getBoundingClientRect()
  const canvas = document.createElement('canvas')
  canvas.width = (box.width + 2 * PAD) * SCALE
  canvas.height = (box.height + 2 * PAD + HEAD) * SCALE
  const context = canvas.getContext('2d')
  if (!context) throw new Error('The browser gives no canvas to draw on.')
  context.scale(SCALE, SCALE)
  const page = getComputedStyle(document.body)
  context.fillStyle = page.backgroundColor
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.fillStyle = page.color
  context.font = `600 15px ${page.fontFamily}`
  context.fillText(title, PAD, PAD + 14)
  context.translate(PAD - box.left, PAD + HEAD - box.top)
  for (const section of sections) drawSection(context, section)
  return await new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be made.'))), 'image/png'),
  )
}

function drawSection(context: CanvasRenderingContext2D, section: HTMLElement): void {
  const box = section.getBoundingClientRect()
  const style = getComputedStyle(section)
  context.fillStyle = style.backgroundColor
  context.strokeStyle = style.borderTopColor
  context.lineWidth = 1
  context.beginPath()
  context.roundRect(box.left, box.top, box.width, box.height, 8)
  context.fill()
  context.stroke()
  for (const words of textsIn(section)) drawWords(context, words)
  for (const svg of section.querySelectorAll('svg')) drawSvg(context, svg)
}

/** The elements that hold words of their own. */
function textsIn(section: HTMLElement): HTMLElement[] {
  return [...section.querySelectorAll<HTMLElement>('h2, span')].filter((element) =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()),
  )
}

function drawWords(context: CanvasRenderingContext2D, element: HTMLElement): void {
  const style = getComputedStyle(element)
  context.fillStyle = style.color
  context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
  context.textAlign = 'left'
  for (const node of element.childNodes) {
    if (node.nodeType !== Node.TEXT_NODE) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const box = range.getBoundingClientRect()
    context.fillText(node.textContent ?? '', box.left, box.top + box.height * 0.74)
  }
}

function drawSvg(context: CanvasRenderingContext2D, svg: SVGSVGElement): void {
  for (const shape of svg.querySelectorAll<SVGGraphicsElement>('path, line, rect, circle, polyline, polygon, text')) {
    if (shape.closest('defs, clipPath')) continue
    const style = getComputedStyle(shape)
    const matrix = shape.getScreenCTM()
    if (!matrix || style.visibility === 'hidden' || style.display === 'none') continue
    context.save()
    context.transform(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
    if (shape instanceof SVGTextElement) drawText(context, shape, style)
    else drawShape(context, shape, style)
    context.restore()
  }
}

function drawShape(context: CanvasRenderingContext2D, shape: SVGGraphicsElement, style: CSSStyleDeclaration): void {
  const path = outlineOf(shape)
  const clear = Number(style.opacity)
  if (style.fill !== 'none') {
    context.globalAlpha = clear * Number(style.fillOpacity)
    context.fillStyle = style.fill
    context.fill(path)
  }
  if (style.stroke !== 'none') {
    context.globalAlpha = clear * Number(style.strokeOpacity)
    context.strokeStyle = style.stroke
    context.lineWidth = Number.parseFloat(style.strokeWidth)
    context.setLineDash(style.strokeDasharray === 'none' ? [] : style.strokeDasharray.split(',').map(Number.parseFloat))
    context.stroke(path)
  }
}

function outlineOf(shape: SVGGraphicsElement): Path2D {
  const number = (name: string) => Number(shape.getAttribute(name) ?? 0)
  const path = new Path2D(shape.getAttribute('d') ?? '')
  if (shape instanceof SVGLineElement) {
    path.moveTo(number('x1'), number('y1'))
    path.lineTo(number('x2'), number('y2'))
  } else if (shape instanceof SVGRectElement) {
    path.rect(number('x'), number('y'), number('width'), number('height'))
  } else if (shape instanceof SVGCircleElement) {
    path.arc(number('cx'), number('cy'), number('r'), 0, 2 * Math.PI)
  } else if (shape instanceof SVGPolylineElement || shape instanceof SVGPolygonElement) {
    for (const { x, y } of shape.points) path.lineTo(x, y)
    if (shape instanceof SVGPolygonElement) path.closePath()
  }
  return path
}

function drawText(context: CanvasRenderingContext2D, text: SVGTextElement, style: CSSStyleDeclaration): void {
  if (text.textContent === null || text.textContent === '') return
  const start = text.getStartPositionOfChar(0)
  context.fillStyle = style.fill
  context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
  context.fillText(text.textContent, start.x, start.y)
}
