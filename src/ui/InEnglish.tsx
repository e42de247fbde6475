// A sentence that is English in every language of the page: those about mistakes in a run and about the engine are shared
// with the console and the command line.

export function InEnglish({ children }: { readonly children: string }) {
  return <span lang="en">{children}</span>;
}
