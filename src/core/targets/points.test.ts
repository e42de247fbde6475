// Points as people write them, and what is said about those that cannot be read.

import { describe, expect, test } from 'vitest';
import { LIMITS, SpecError } from '../spec';
import { parsePoints } from './points';

const two = [
  [0.5, 1],
  [-2, 0.003],
];

describe('points are read from', () => {
  test.each([
    ['commas', '0.5,1\n-2,3e-3'],
    ['commas and spaces', ' 0.5 , 1 \n-2, 3E-3\n'],
    ['semicolons', '0.5;1\n-2;.003'],
    ['tabs', '0.5\t1\n-2\t+0.003'],
    ['spaces', '0.5  1\n -2   0.003'],
    ['Windows line ends and a byte order mark', '\uFEFF0.5,1\r\n-2,0.003\r\n'],
    ['a line of names first', 'x,y\n0.5,1\n-2,0.003'],
    ['comments and empty lines', '# drawn by hand\n\nx;y\n0.5;1.\n\n# second\n-2;0.003\n\n'],
    ['JSON', '[[0.5, 1], [-2, 0.003]]'],
    ['JSON with a name', '\n {"points": [[0.5, 1], [-2, 0.003]], "author": "me"}'],
    ['JSON with a byte order mark', '\uFEFF[[0.5, 1], [-2, 0.003]]'],
  ])('%s', (_, text) => {
    expect(parsePoints(text)).toEqual(two);
  });

  test('any number of dimensions, and up to the limit of points', () => {
    expect(parsePoints('1,2,3,4,5')).toEqual([[1, 2, 3, 4, 5]]);
    expect(parsePoints('7')).toEqual([[7]]);
    expect(parsePoints('1,2\n'.repeat(LIMITS.points))).toHaveLength(2000);
  });
});

describe('a sentence says what is wrong with', () => {
  test.each([
    ['nothing', '', 'there are none'],
    ['names alone', 'x,y\n', 'there are none'],
    ['an empty list', '[]', 'there are none'],
    ['a word among numbers', '1,2\n3,four', 'line 2 has "four" where a number is expected'],
    ['a second line of names', 'x,y\na,b', 'line 2 has "a"'],
    ['a first line with a hole', '1,\n2,3', 'line 1 has ""'],
    ['a hexadecimal number', '1,0x10', 'line 1 has "0x10"'],
    ['NaN', '1,2\nNaN,1', 'line 2 has "NaN"'],
    ['Infinity', '1,2\nInfinity,1', 'line 2 has "Infinity"'],
    ['a number that is too large', '1,2\n1,1e999', 'point 2 has a number that is too large'],
    ['lines of different lengths', '1,2\n3,4,5', 'point 2 has 3 coordinates, but the first has 2'],
    ['too many points', '1,2\n'.repeat(LIMITS.points + 1), 'there are 2001, but at most 2000 are allowed'],
    ['too many coordinates', '1 '.repeat(513), '513 coordinates, but at most 512'],
    ['broken JSON', '[[1, 2], [3', 'not valid JSON'],
    ['JSON of another shape', '{"x": [1, 2]}', 'must be a list of points'],
    ['a list of numbers', '[1, 2, 3]', 'entry 0 of the list is not a list of numbers'],
    ['a text in a list', '[[1, 2], ["3", 4]]', 'entry 1 of the list has "3" where'],
    ['null in a list', '[[1, null]]', 'entry 0 of the list has null where'],
    ['a point without coordinates', '[[]]', 'no coordinates'],
    ['a large number in JSON', '[[1, 1e999]]', 'too large'],
  ])('%s', (_, text, sentence) => {
    expect(() => parsePoints(text)).toThrow(SpecError);
    expect(() => parsePoints(text)).toThrow(sentence);
  });

  test('and names the file, in one line of bearable length', () => {
    const text = `${'long '.repeat(100)}1`.replaceAll(' ', '_');
    try {
      parsePoints(`1,2\n${text},1`, 'data.csv');
      expect.unreachable();
    } catch (error) {
      const { message } = error as Error;
      expect(message).toMatch(/^The points in data\.csv cannot be used: [^\n]+\.$/);
      expect(message.length).toBeLessThan(150);
    }
  });
});
