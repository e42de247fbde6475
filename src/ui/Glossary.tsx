// The terms of the page, and how to cite it and the paper.

import { useState } from 'react';
import { Dialog } from './Dialog';
import { useWords } from './use-words';

/** BibTeX of the paper (NeurIPS 2024, arXiv 2405.15986) and of this page. */
export function bibtex(address: string): string {
  return [
    '@inproceedings{chen2024accelerating,',
    '  title = {Accelerating Diffusion Models with Parallel Sampling: Inference at Sub-Linear Time Complexity},',
    '  author = {Chen, Haoxuan and Ren, Yinuo and Ying, Lexing and Rotskoff, Grant M.},',
    '  booktitle = {Advances in Neural Information Processing Systems 37},',
    '  year = {2024},',
    '  eprint = {2405.15986},',
    '  archiveprefix = {arXiv}',
    '}',
    '@software{picardplayground,',
    '  title = {Picard Playground},',
    '  author = {{The Picard Playground authors}},',
    `  url = {${address}}`,
    '}',
  ].join('\n');
}

export function Glossary({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  const { glossary } = words;
  const [told, setTold] = useState('');
  const text = bibtex(location.origin + location.pathname);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setTold(words.share.copied);
    } catch {
      setTold(words.share.notCopied);
    }
  };
  return (
    <Dialog title={glossary.title} wide onClose={onClose}>
      <dl className="glossary">
        {Object.values(glossary.terms).map(({ term, meaning }) => (
          <div key={term} className="glossary-entry">
            <dt>{term}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <h3>{glossary.cite}</h3>
      <textarea rows={7} readOnly value={text} aria-label={glossary.cite} onFocus={(event) => event.target.select()} />
      <div className="row buttons">
        <span className="grow" role="status">
          {told}
        </span>
        <button type="button" onClick={copy}>
          {words.share.copy}
        </button>
      </div>
    </Dialog>
  );
}
