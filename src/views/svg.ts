// Writes a scene as a picture file that stands alone. The twin of `paint.ts`; knows nothing of what is drawn.

import type { Point } from './geometry';
import { forCellRuns } from './paint';
import { FONT } from './plot-frame';
import type { Mark, Scene } from './scene';

export interface SvgOptions {
  readonly title: string;
  /** What the picture shows, in a sentence. */
  readonly description: string;
  /** Colour of the paper; transparent when absent. */
  readonly background?: string;
}

/** CSS pixels. */
const CELL_OVERLAP = 0.4;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for a place in XML: characters with a meaning are escaped, those that XML forbids are left out. */
export function escapeXml(text: string): string {
  return (
    text
      .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML 1.0 forbids
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
  );
}

/** A scene as the text of an SVG file. */
export function sceneToSvg(scene: Scene, options: SvgOptions): string {
  const { width, height } = scene;
  const paper = options.background
    ? `<rect width="${number(width)}" height="${number(height)}" fill="${escapeXml(options.background)}"/>`
    : '';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${number(width)}" height="${number(height)}" viewBox="0 0 ${number(width)} ${number(height)}" role="img" font-family="${escapeXml(FONT)}" style="font-variant-numeric: tabular-nums">`,
    `<title>${escapeXml(options.title)}</title>`,
    `<desc>${escapeXml(options.description)}</desc>`,
    paper,
    ...scene.marks.map(markToSvg),
    '</svg>',
    '',
  ]
    .filter((part, index, parts) => part !== '' || index === parts.length - 1)
    .join('\n');
}

/** A coordinate with at most two decimals. What is not finite has no place in a picture and would make it unreadable. */
function number(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`A scene has the coordinate ${value}; coordinates are finite.`);
  return String(Math.round(value * 100) / 100);
}

function path(points: readonly Point[]): string {
  return points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${number(x)} ${number(y)}`).join('');
}

function opacityOf(opacity: number | undefined): string {
  return opacity === undefined || opacity === 1 ? '' : ` opacity="${number(opacity)}"`;
}

function markToSvg(mark: Mark): string {
  switch (mark.kind) {
    case 'line': {
      const dash = mark.dash ? ` stroke-dasharray="${mark.dash.map(number).join(' ')}"` : '';
      return `<path d="${path(mark.points)}" fill="none" stroke="${escapeXml(mark.stroke)}" stroke-width="${number(mark.width)}" stroke-linejoin="round"${dash}${opacityOf(mark.opacity)}/>`;
    }
    case 'area':
      return `<path d="${path(mark.points)}Z" fill="${escapeXml(mark.fill)}"${opacityOf(mark.opacity)}/>`;
    case 'region':
      return `<path d="${mark.rings.map((ring) => `${path(ring)}Z`).join('')}" fill="${escapeXml(mark.fill)}" fill-rule="evenodd"${opacityOf(mark.opacity)}/>`;
    case 'dots': {
      const circles = mark.points.map(
        ([x, y]) =>
          `<circle cx="${number(x)}" cy="${number(y)}" r="${number(mark.radius)}" fill-opacity="${number(mark.opacity)}"/>`,
      );
      return `<g fill="${escapeXml(mark.fill)}">${circles.join('')}</g>`;
    }
    case 'rect':
      return `<rect x="${number(mark.x)}" y="${number(mark.y)}" width="${number(mark.width)}" height="${number(mark.height)}" fill="${escapeXml(mark.fill)}"${opacityOf(mark.opacity)}/>`;
    case 'cells': {
      const cells: string[] = [];
      // Cells reach a little under their right and lower neighbours: rounding would leave gaps between them.
      const right = mark.x + mark.width;
      const bottom = mark.y + mark.height;
      forCellRuns(mark, (x, y, cellWidth, cellHeight, colour) => {
        const width = Math.min(cellWidth + CELL_OVERLAP, right - x);
        const height = Math.min(cellHeight + CELL_OVERLAP, bottom - y);
        cells.push(
          `<path d="M${number(x)} ${number(y)}h${number(width)}v${number(height)}h${number(-width)}Z" fill="${escapeXml(colour)}"/>`,
        );
      });
      return `<g shape-rendering="crispEdges">${cells.join('')}</g>`;
    }
    case 'text': {
      const baseline = mark.baseline === 'top' ? '0.78em' : mark.baseline === 'middle' ? '0.33em' : '0';
      const turn = mark.rotate ? ` transform="rotate(${number(mark.rotate)} ${number(mark.x)} ${number(mark.y)})"` : '';
      const weight = mark.weight ? ` font-weight="${number(mark.weight)}"` : '';
      return `<text x="${number(mark.x)}" y="${number(mark.y)}" dy="${baseline}" fill="${escapeXml(mark.fill)}" font-size="${number(mark.size)}"${weight} text-anchor="${mark.anchor ?? 'start'}"${turn}>${escapeXml(mark.text)}</text>`;
    }
  }
}
