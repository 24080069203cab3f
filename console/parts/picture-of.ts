/** Pixels of the longer side: a code that fills a tenth of it can still be read. */
const LONGEST = 1600;

const canvas = document.createElement('canvas');
const context = canvas.getContext('2d', { willReadFrequently: true });

/** The pixels of an image or of what a video shows now, made smaller where it is large. */
export function pictureOf(source: CanvasImageSource, width: number, height: number): ImageData | undefined {
  const scale = Math.min(1, LONGEST / Math.max(width, height));
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  if (context === null || canvas.width === 0 || canvas.height === 0) return undefined;
  context.fillStyle = 'white';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
