// Hands texts and pictures to the reader as files.

import { paint } from '../views/paint';
import { lightPalette } from '../views/palette';
import type { Scene } from '../views/scene';

/** Saves a text or a picture as `picard-NAME`. */
export function save(name: string, type: string, content: string | Blob): void {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `picard-${name}`;
  link.click();
  // The download has its own hold on the data once the click is through.
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** Pixels of an exported picture for each CSS pixel: sharp on a projector and in print. */
const DETAIL = 3;

/** A scene as a PNG on light paper. Rejects with an Error where the browser cannot make one. */
export async function pngOf(scene: Scene): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(scene.width * DETAIL);
  canvas.height = Math.round(scene.height * DETAIL);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser cannot draw a picture of this size.');
  paint(scene, context, DETAIL);
  // What is painted stays above the paper.
  context.globalCompositeOperation = 'destination-over';
  context.fillStyle = lightPalette.paper;
  context.fillRect(0, 0, scene.width, scene.height);
  const picture = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!picture) throw new Error('This browser could not make a PNG of the picture.');
  return picture;
}
