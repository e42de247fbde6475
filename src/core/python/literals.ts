// Numbers and text as Python writes them.

/** Columns of a line of a script. */
export const COLUMNS = 120;

/** A number that reads back as the same double. */
export function number(value: number): string {
  if (Number.isFinite(value)) return String(value);
  throw new Error(`${value} cannot stand in a script; allowed are finite numbers.`);
}

/** `True`, `False`, `None`, a number or a text in double quotes. */
export function literal(value: number | string | boolean | null): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'number' ? number(value) : JSON.stringify(value);
}

/** Words joined by spaces into lines that begin with `indent` and fit the columns where a word does. */
export function wrapped(words: readonly string[], indent = ''): string {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    if (line !== '' && indent.length + line.length + 1 + word.length > COLUMNS) {
      lines.push(indent + line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, indent + line].join('\n');
}

/** `NAME = np.array([...])` of floats, wrapped. */
export function vector(name: string, values: ArrayLike<number>): string {
  const entries = Array.from(values, (value) => `${number(value)},`);
  return `${name} = np.array([\n${wrapped(entries, '    ')}\n], dtype=float)`;
}

/** `NAME = np.array([[...], ...])` of floats, as many rows a line as fit. */
export function matrix(name: string, rows: readonly ArrayLike<number>[]): string {
  const entries = rows.flatMap((row) => {
    const numbers = Array.from(row, number);
    return numbers.map((text, c) => `${c === 0 ? '[' : ''}${text}${c === numbers.length - 1 ? ']' : ''},`);
  });
  return `${name} = np.array([\n${wrapped(entries, '    ')}\n], dtype=float)`;
}
