/** Markup (MathML) of every equation of `src/core/equations.ts`, by its TeX; made by `tools/build/equations.ts`. */
declare module 'virtual:equations' {
  const typeset: Readonly<Record<string, string>>;
  export default typeset;
}
