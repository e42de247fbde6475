// What each browser needs for WebGPU, as data for the page without JavaScript and for notices, and the row of the visitor's own
// browser. It only names browsers: whether there is WebGPU, the engine finds out by asking for it.

import table from './browsers.json' with { type: 'json' };

/** A browser on a kind of device, with what it needs, in every language of the page. */
export interface BrowserRow {
  readonly id: string;
  readonly name: Readonly<Record<'en' | 'zh', string>>;
  readonly needs: Readonly<Record<'en' | 'zh', string>>;
}

/** The table, with the date of its sources (`YYYY-MM-DD`). */
export const browsers: {
  readonly asOf: string;
  readonly sources: readonly { readonly title: string; readonly url: string }[];
  readonly rows: readonly BrowserRow[];
} = table;

/** What a browser says of itself: the part of `navigator` that is looked at. */
export interface BrowserIdentity {
  readonly userAgent: string;
  /** Of Chromium alone. */
  readonly userAgentData?: {
    readonly brands: readonly { readonly brand: string }[];
    readonly mobile: boolean;
    readonly platform: string;
  };
  /** Tells an iPad, which calls itself a Mac, from a Mac. */
  readonly maxTouchPoints?: number;
}

/** The row of a visitor's browser; null for one that the table does not have. */
export function ownBrowser(identity: BrowserIdentity): BrowserRow | null {
  const id = idOf(identity);
  return browsers.rows.find((row) => row.id === id) ?? null;
}

function idOf({ userAgent, userAgentData, maxTouchPoints = 0 }: BrowserIdentity): string | null {
  if (userAgentData?.brands.some(({ brand }) => brand === 'Chromium')) {
    return userAgentData.mobile || userAgentData.platform === 'Android' ? 'chromium-phone' : 'chromium-desktop';
  }
  const mac = /Macintosh/.test(userAgent);
  // Every browser there draws with the engine of Safari.
  if (/iPhone|iPad|iPod/.test(userAgent) || (mac && maxTouchPoints > 1)) return 'safari-phone';
  const place = /Android/.test(userAgent) ? 'phone' : 'desktop';
  if (/Firefox\//.test(userAgent)) return `firefox-${place}`;
  if (/Chrome\//.test(userAgent)) return `chromium-${place}`;
  return mac && /Version\/[\d.]+ .*Safari\//.test(userAgent) ? 'safari-desktop' : null;
}
