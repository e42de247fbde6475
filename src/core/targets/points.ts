// Reads the reader's own points, pasted or from a file, CSV or JSON. It only parses: making a target of them is the
// registry's work.

import { LIMITS, SpecError } from '../spec';

/** Separators of a line of text: comma, semicolon, tab or spaces. */
const SEPARATOR = /\s*[,;\t]\s*|\s+/;

/** A number as people write it; `Number` alone would take `''`, `0x10` and `Infinity` too. */
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

function fail(fileName: string | undefined, complaint: string): never {
  throw new SpecError(
    `${fileName === undefined ? 'The points' : `The points in ${fileName}`} cannot be used: ${complaint}.`,
  );
}

/** Cuts what was given to a length that fits a sentence. */
function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function parseLines(text: string, fileName: string | undefined): number[][] {
  const points: number[][] = [];
  let heading = true;
  text.split(/\r\n|\n|\r/).forEach((rawLine, index) => {
    const line = rawLine.trim();
    if (line === '' || line.startsWith('#')) return;
    const fields = line.split(SEPARATOR);
    const mayBeHeading = heading;
    heading = false;
    // A first line without any number is a line of column names.
    if (mayBeHeading && !fields.some((field) => NUMBER.test(field))) return;
    points.push(
      fields.map((field) => {
        if (!NUMBER.test(field))
          fail(fileName, `line ${index + 1} has "${shortened(field)}" where a number is expected`);
        return Number(field);
      }),
    );
  });
  return points;
}

function parseJson(text: string, fileName: string | undefined): number[][] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    fail(
      fileName,
      `the text starts like JSON but is not valid JSON (${error instanceof Error ? error.message : error})`,
    );
  }
  if (typeof value === 'object' && value !== null && 'points' in value) value = value.points;
  if (!Array.isArray(value))
    fail(fileName, 'JSON must be a list of points like [[0.5, 1], [2, 3]], or {"points": that list}');
  return value.map((point: unknown, index) => {
    if (!Array.isArray(point)) fail(fileName, `entry ${index} of the list is not a list of numbers like [0.5, 1]`);
    return point.map((coordinate: unknown) => {
      if (typeof coordinate !== 'number') {
        fail(
          fileName,
          `entry ${index} of the list has ${shortened(JSON.stringify(coordinate))} where a number is expected`,
        );
      }
      return coordinate;
    });
  });
}

/**
 * Parses points given as text: JSON when it starts with a bracket or a brace, otherwise one point a line with numbers
 * separated by commas, semicolons, tabs or spaces, an optional line of column names, and comments that start with `#`.
 * @param fileName for the error sentences
 * @returns `[point][coordinate]`, from 1 to `LIMITS.points` points of one dimension, all numbers finite
 * @throws SpecError, one sentence that says where the text is wrong and what is allowed
 */
export function parsePoints(text: string, fileName?: string): number[][] {
  const content = text.replace(/^\uFEFF/, '').trim();
  const json = content.startsWith('[') || content.startsWith('{');
  const points = json ? parseJson(content, fileName) : parseLines(text.replace(/^\uFEFF/, ''), fileName);
  const dimension = points[0]?.length ?? 0;
  if (points.length === 0) fail(fileName, 'there are none; give one point a line, like "0.5, 1"');
  if (points.length > LIMITS.points)
    fail(fileName, `there are ${points.length}, but at most ${LIMITS.points} are allowed`);
  if (dimension === 0) fail(fileName, 'the first point has no coordinates');
  if (dimension > LIMITS.mixtureDimension) {
    fail(fileName, `they have ${dimension} coordinates, but at most ${LIMITS.mixtureDimension} are allowed`);
  }
  points.forEach((point, index) => {
    if (point.length !== dimension) {
      fail(fileName, `point ${index + 1} has ${point.length} coordinates, but the first has ${dimension}`);
    }
    if (!point.every(Number.isFinite)) fail(fileName, `point ${index + 1} has a number that is too large`);
  });
  return points;
}
