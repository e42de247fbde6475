// Types of `serve.mjs` for the TypeScript tools.

import type { PreviewServer } from 'vite';

export function buildPage(): Promise<void>;
export function servePage(): Promise<{ readonly server: PreviewServer; readonly address: string }>;
export function runMain(main: () => Promise<void>): Promise<void>;
