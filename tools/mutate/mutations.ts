// Deliberate mistakes, each of which would make one method silently run as another. A mutation replaces one piece of one file,
// and names the tests that are expected to notice.

export interface Mutation {
  readonly name: string;
  readonly file: string;
  /** Must stand in the file exactly once. */
  readonly find: string;
  readonly replace: string;
  /** Test files that are run; at least one of their tests must fail. */
  readonly tests: readonly string[];
}

export const mutations: readonly Mutation[] = [];
