// An equation as MathML, set while the page was built.

import typeset from 'virtual:equations';

export function Equation({ tex }: { readonly tex: string }) {
  const markup = typeset[tex];
  if (markup === undefined) throw new Error(`The equation "${tex}" is not among those of src/core/equations.ts.`);
  // biome-ignore lint/security/noDangerouslySetInnerHtml: markup that the build made from the repository's own TeX
  return <span className="equation" dangerouslySetInnerHTML={{ __html: markup }} />;
}
