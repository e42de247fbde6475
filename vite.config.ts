import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { equations } from './tools/build/equations.ts';
import { notices } from './tools/build/notices.ts';
import { offline } from './tools/build/offline.ts';
import { page } from './tools/build/page.ts';

const licences = notices();

// The built page works at any path of any static host, hence the relative base.
export default defineConfig({
  base: './',
  plugins: [react(), equations(), page(), licences.page, offline()],
  worker: { plugins: () => [licences.worker()] },
  build: {
    target: 'es2023',
    rolldownOptions: {
      // How long plugins took is of no interest to who starts the page.
      checks: { pluginTimings: false },
      output: {
        // React changes with its version alone, so that a browser need not load it again with each build.
        codeSplitting: { groups: [{ name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// }] },
      },
    },
  },
});
