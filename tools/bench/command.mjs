// What `npm run bench` can be told. Uses Node alone, since it is read before there are any packages.

import { parseArgs } from 'node:util';

/** In the order in which they are measured. */
export const PARTS = ['throughput', 'peers', 'overhead', 'runs', 'scaling', 'page'];
export const SIZE_NAMES = ['full', 'small'];

/** Reads the words of the command line. Throws an Error with a sentence for what is not allowed. */
export function commandOf(args) {
  let values;
  try {
    values = parseArgs({
      args: [...args],
      options: {
        part: { type: 'string', multiple: true, default: [...PARTS] },
        size: { type: 'string', default: 'full' },
        folder: { type: 'string' },
      },
    }).values;
  } catch (error) {
    // Node adds advice about arguments that begin with a dash, which is of no use here.
    const [sentence] = String(error.message).split('. ');
    throw new Error(`${sentence.replace(/\.$/, '')}; allowed are --part, --size and --folder, each with a value.`);
  }
  const { part, size, folder } = values;
  for (const name of part) {
    if (!PARTS.includes(name)) throw new Error(`--part is ${JSON.stringify(name)}; allowed is ${listed(PARTS)}.`);
  }
  if (!SIZE_NAMES.includes(size)) {
    throw new Error(`--size is ${JSON.stringify(size)}; allowed is ${listed(SIZE_NAMES)}.`);
  }
  if (folder === '') throw new Error('--folder is ""; allowed is the path of a folder.');
  return { parts: PARTS.filter((name) => part.includes(name)), size, folder };
}

function listed(names) {
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

/** Whether parts are measured in a browser, need the peers' packages, and need the built page. */
export const needsBrowser = (parts) => needsPeers(parts) || needsPage(parts);
export const needsPeers = (parts) => parts.includes('peers');
export const needsPage = (parts) => parts.includes('page');
