import { PIXELS_PER_MODULE, type Picture } from './picture.ts';
import type { Random } from './random.ts';

/** Ink that is missing in 1 to 8 round spots of up to 2.5 modules radius. */
export function voids({ side, pixels }: Picture, random: Random): void {
  const spots = 1 + Math.floor(random() * 8);
  for (let spot = 0; spot < spots; spot++) {
    const radius = (0.5 + random() * 2) * PIXELS_PER_MODULE;
    const [x, y] = [random() * side, random() * side];
    for (let row = Math.max(0, Math.ceil(y - radius)); row <= Math.min(side - 1, y + radius); row++) {
      const half = Math.sqrt(radius * radius - (row - y) ** 2);
      const from = Math.max(0, Math.ceil(x - half));
      const to = Math.min(side - 1, Math.floor(x + half));
      if (to >= from) pixels.fill(255, row * side + from, row * side + to + 1);
    }
  }
}

/** Ink that runs one to five pixels (of six a module) to the right and down. */
export function growth({ side, pixels }: Picture, random: Random): void {
  const reach = 1 + Math.floor(random() * 5);
  const before = pixels.slice();
  for (let at = 0; at < pixels.length; at++) {
    if (before[at] !== 0) continue;
    const [column, row] = [at % side, Math.floor(at / side)];
    for (let step = 1; step <= reach; step++) {
      if (column + step < side) pixels[at + step] = 0;
      if (row + step < side) pixels[at + step * side] = 0;
    }
  }
}

/** Ink that reflects up to nineteen twentieths of what the carton does. */
export function paleness({ pixels }: Picture, random: Random): void {
  const ink = Math.floor(random() * 243);
  for (let at = 0; at < pixels.length; at++) if (pixels[at] === 0) pixels[at] = ink;
}

/** Ink that reflects so much of 255. */
export function fading({ pixels }: Picture, ink: number): void {
  for (let at = 0; at < pixels.length; at++) pixels[at] = Math.max(pixels[at] ?? 0, Math.min(255, ink));
}
