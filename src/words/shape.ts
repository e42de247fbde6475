// The type of a dictionary: the shape of the English one, with any strings in it. A language that lacks a word does not
// compile.

import type { english } from './en';

type Shape<T> = T extends string
  ? string
  : T extends (...values: infer V) => string
    ? (...values: V) => string
    : { readonly [K in keyof T]: Shape<T[K]> };

/** The words of one language. */
export interface Words extends Shape<typeof english> {}
