// The page of a host for addresses where nothing is. A host answers with it at any depth, so that it holds its style and script itself
// and looks for the playground in the folders above; its policy names both by their digests.

import { createHash } from 'node:crypto';
import { policyOf } from './policy.ts';

const STYLE = `body { max-width: 40em; margin: 4em auto; padding: 0 1em; font: 16px/1.5 system-ui, sans-serif; color-scheme: light dark; }`;

/** Links to the nearest folder above that has the page's manifest. */
const SCRIPT = `const names = location.pathname.split('/').slice(0, -1);
for (; names.length > 0; names.pop()) {
  const folder = names.join('/') + '/';
  const answer = await fetch(folder + 'manifest.webmanifest');
  if (!answer.ok || !answer.headers.get('content-type')?.includes('json')) continue;
  for (const link of document.links) link.href = folder;
  break;
}`;

const digestOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The whole file. */
export function notFoundPage(): string {
  const policy = policyOf({
    'default-src': "'none'",
    'script-src': digestOf(SCRIPT),
    'style-src': digestOf(STYLE),
    'connect-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'none'",
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="${policy}" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="robots" content="noindex" />
<title>Not found – Picard Playground</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Nothing is at this address</h1>
<p>Share links of the playground have everything after a <code>#</code>; perhaps a part of the address was lost. <a href="./">Open the Picard Playground</a>.</p>
<p lang="zh">此地址没有内容。分享链接的内容都在 <code>#</code> 之后，也许地址丢失了一部分。<a href="./">打开 Picard Playground</a>。</p>
</main>
<script type="module">${SCRIPT}</script>
</body>
</html>
`;
}
