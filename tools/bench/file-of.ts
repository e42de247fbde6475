// Names of built files, apart from what needs a browser.

/** The built file that an address names. */
export function fileOf(address: string): string {
  const { pathname } = new URL(address, 'http://host');
  return pathname.endsWith('/') ? `${pathname.slice(1)}index.html` : pathname.slice(1);
}
