// The process of `npm run sample`; the command itself is in sample.ts.

import { sample } from './sample';

const write = (stream: NodeJS.WriteStream, line: string) =>
  new Promise<void>((resolve) => {
    stream.write(`${line}\n`, () => resolve());
  });

const written: Promise<void>[] = [];
const status = await sample(process.argv.slice(2), {
  stdin: process.stdin,
  out: (line) => written.push(write(process.stdout, line)),
  err: (line) => written.push(write(process.stderr, line)),
});
await Promise.all(written);
// Not left to Node: an open GPU would keep the process.
process.exit(status);
