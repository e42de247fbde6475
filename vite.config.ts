import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// The built page works at any path of any static host, hence the relative base.
export default defineConfig({
  base: './',
  plugins: [react()],
  build: { target: 'es2023' },
});
