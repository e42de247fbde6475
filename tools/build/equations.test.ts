import { expect, test } from 'vitest';
import { equations } from '../../src/core/equations';
import { mathml } from './equations';

test('every equation of the page is set as MathML', () => {
  expect(equations.length).toBeGreaterThan(3);
  for (const tex of equations) {
    expect(mathml(tex)).toMatch(/^<math[\s\S]*<\/math>$/);
    expect(mathml(tex)).not.toMatch(/merror|katex-error/);
  }
});

test('an error in TeX fails the build', () => {
  expect(() => mathml('\\frac{1}')).toThrow();
});
