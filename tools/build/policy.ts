// What the built page may load and do, as a Content Security Policy. It is a meta element, so that it holds on hosts where no header
// can be set. The page in development has none: its server puts scripts and styles into it.

/** Nothing but the page's own files; pictures also from what the page draws, frames for the preview of an embedded page. Styles are files
 * or set by scripts. WebGPU needs nothing here, and there is no WebAssembly. */
export const POLICY = policyOf({
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' blob: data:",
  'connect-src': "'self'",
  'worker-src': "'self'",
  'manifest-src': "'self'",
  'frame-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
});

/** The text of a policy. */
export function policyOf(rules: Readonly<Record<string, string>>): string {
  return Object.entries(rules)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}
