import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { equations } from './tools/build/equations.ts';

// The built page works at any path of any static host, hence the relative base.
export default defineConfig({
  base: './',
  plugins: [react(), equations()],
  build: {
    target: 'es2023',
    // How long plugins took is of no interest to who starts the page.
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});
