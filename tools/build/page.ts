// A Vite plugin for what surrounds the application in the built folder: the policy, the tags for links to the page, the page without
// JavaScript, and the page for addresses where nothing is.

import type { HtmlTagDescriptor, Plugin } from 'vite';
import { notFoundPage } from './not-found.ts';
import { plainPage } from './plain-page.ts';
import { POLICY } from './policy.ts';

const PLACE = '<!-- The page without JavaScript; the build writes it. -->';

/** The address where the build will be hosted, from the environment's SITE_URL, with a slash at its end; null when it is not said. Previews
 * of links need absolute addresses; all else in the build works anywhere. */
export function siteAddress(given = process.env.SITE_URL): string | null {
  if (!given) return null;
  if (!URL.canParse(given) || !/^https?:$/.test(new URL(given).protocol)) {
    throw new Error(`SITE_URL is "${given}", but must be an absolute address such as https://example.org/playground/.`);
  }
  const { origin, pathname } = new URL(given);
  return origin + pathname.replace(/\/?$/, '/');
}

/** Tags of previews: the picture and, where the address is known, the address. */
export function previewTags(site: string | null): readonly HtmlTagDescriptor[] {
  const meta = (attrs: Record<string, string>): HtmlTagDescriptor => ({ tag: 'meta', attrs, injectTo: 'head' });
  const picture = `${site ?? './'}social.png`;
  const tags = [meta({ property: 'og:image', content: picture }), meta({ name: 'twitter:image', content: picture })];
  if (site === null) return tags;
  const canonical: HtmlTagDescriptor = { tag: 'link', attrs: { rel: 'canonical', href: site }, injectTo: 'head' };
  return [...tags, meta({ property: 'og:url', content: site }), canonical];
}

export function page(): Plugin {
  return {
    name: 'page',
    transformIndexHtml: {
      order: 'post',
      handler(html, { server }) {
        if (!html.includes(PLACE)) throw new Error(`index.html has no line "${PLACE}".`);
        const filled = html.replace(PLACE, () => plainPage());
        if (server) return filled;
        const policy: HtmlTagDescriptor = {
          tag: 'meta',
          attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY },
          // Before all that it is about.
          injectTo: 'head-prepend',
        };
        return { html: filled, tags: [policy, ...previewTags(siteAddress())] };
      },
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: '404.html', source: notFoundPage() });
    },
  };
}
