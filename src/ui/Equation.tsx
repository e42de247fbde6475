// An equation as MathML, set while the page was built; the words in it are those of the page.

import typeset from 'virtual:equations';
import type { Words } from '../words';
import { useWords } from './use-words';

/** Markup with its words in another language; a word that is unknown stays. */
function inWords(markup: string, words: Readonly<Record<string, string>>): string {
  return markup.replace(/<mtext>([^<]*)<\/mtext>/g, (whole, text: string) => {
    const word = text.trim();
    return Object.hasOwn(words, word) ? `<mtext>${text.replace(word, words[word] ?? word)}</mtext>` : whole;
  });
}

export function Equation({ tex }: { readonly tex: string }) {
  const words: Words['note']['inEquations'] = useWords().note.inEquations;
  const markup = typeset[tex];
  if (markup === undefined) throw new Error(`The equation "${tex}" is not among those of src/core/equations.ts.`);
  // biome-ignore lint/security/noDangerouslySetInnerHtml: markup that the build made from the repository's own TeX
  return <span className="equation" dangerouslySetInnerHTML={{ __html: inWords(markup, words) }} />;
}
