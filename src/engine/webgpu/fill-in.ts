// Kernels some of whose statements are written by the host: of few coordinates, rows or outputs each has statements of its own, so that
// values stay in registers.

/** Puts statements in the place of the lines `//@ name` of a kernel. */
export function fillIn(code: string, statements: Readonly<Record<string, readonly string[]>>): string {
  return code.replace(/^( *)\/\/@ ([\w ]+)$/gm, (_line, indent: string, name: string) => {
    const lines = statements[name];
    if (lines === undefined)
      throw new Error(`The kernel asks for "${name}"; there are ${Object.keys(statements).join(', ')}.`);
    return lines.map((line) => indent + line).join('\n');
  });
}
