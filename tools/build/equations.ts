// A Vite plugin that sets the registry's equations as MathML while the page is built, so that no typesetting runs in the
// browser and no font is shipped: `virtual:equations` maps a text in TeX to its markup.

import katex from 'katex';
import { type Plugin, runnerImport } from 'vite';

const ID = 'virtual:equations';
const RESOLVED = `\0${ID}`;

/** Markup of an equation; an error in its TeX fails the build. */
export function mathml(tex: string): string {
  const markup = katex.renderToString(tex, { output: 'mathml', throwOnError: true, strict: 'error' });
  const math = markup.match(/<math[\s\S]*<\/math>/)?.[0];
  if (!math) throw new Error(`The equation "${tex}" gave no MathML.`);
  return math;
}

export function equations(): Plugin {
  return {
    name: 'equations',
    resolveId: (id) => (id === ID ? RESOLVED : undefined),
    async load(id) {
      if (id !== RESOLVED) return undefined;
      const { module } = await runnerImport<typeof import('../../src/core/equations')>('./src/core/equations.ts', {
        configFile: false,
        logLevel: 'error',
      });
      const entries = module.equations.map((tex) => [tex, mathml(tex)]);
      return `export default ${JSON.stringify(Object.fromEntries(entries))};`;
    },
  };
}
