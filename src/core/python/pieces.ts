// The pieces of which scripts are made: files of Python in `pieces/`, one a score, linear part, start, schedule and so on, named as
// in the registries. A piece may use names of pieces before it in a script. A line that ends in `# [flag]`, `# [not flag]` or
// several of these with commas stands only in scripts of which they are true, without its mark. This file knows no run.

const files = import.meta.glob<string>('./pieces/**/*.py', { query: '?raw', import: 'default', eager: true });

/** What lines of pieces may ask of a run. */
export const FLAGS = [
  'sde',
  'ode',
  /** States are rounded to half precision. */
  'half',
  /** A segment ends by a tolerance. */
  'tolerance',
  'clip',
  /** A round predicts scores by a surrogate; by regression along the path. */
  'surrogate',
  'regression',
  /** Data in one dimension. */
  'line',
  /** A round needs no derivative of the score; it needs one, of that shape. */
  'plain',
  'derivative',
  'trace',
  'diagonal',
  'matrix',
  /** The derivative of a network by all of its columns, or estimated with a probe. */
  'exact',
  'estimate',
  /** The linear part is known before the run, or one number or diagonal a row, or a matrix a row. */
  'known',
  'numbers',
  'matrices',
  /** The parts of a mixture's score are used by themselves, or that of more than one mixture. */
  'components',
  'anderson',
  'wavefront',
  'corrector',
  'pipelined',
  /** Rounds produce only some of the nodes of the run's single segment. */
  'newest',
] as const;

export type Flag = (typeof FLAGS)[number];

const MARK = /^(.*?) *# \[((?:not )?[a-z]+(?:, (?:not )?[a-z]+)*)\]$/;

/** Names of all pieces, such as `starts/constant`. */
export const pieceNames: readonly string[] = Object.keys(files).map((file) => file.slice('./pieces/'.length, -3));

function isFlag(name: string): name is Flag {
  return (FLAGS as readonly string[]).includes(name);
}

function holds(condition: string, flags: ReadonlySet<Flag>): boolean {
  const negative = condition.startsWith('not ');
  const name = negative ? condition.slice(4) : condition;
  if (!isFlag(name)) throw new Error(`A line of a piece asks for "${name}"; allowed are ${FLAGS.join(', ')}.`);
  return flags.has(name) !== negative;
}

/**
 * The lines of a piece that stand in a script.
 * @throws Error where there is no such piece, or a mark has an unknown flag
 */
export function piece(name: string, flags: ReadonlySet<Flag>): string {
  const text = files[`./pieces/${name}.py`];
  if (text === undefined)
    throw new Error(`There is no piece "${name}" of a script; there are ${pieceNames.join(', ')}.`);
  const lines = text
    .trimEnd()
    .split('\n')
    .flatMap((line) => {
      const [, kept, conditions] = MARK.exec(line) ?? [];
      if (kept === undefined || conditions === undefined) return [line];
      return conditions.split(', ').every((condition) => holds(condition, flags)) ? [kept] : [];
    });
  return lines.join('\n');
}
