import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const at = (path: string): string => new URL(path, import.meta.url).pathname;

/**
 * Two pages: the client, and the explorer, which nobody downloads before they open it. What is
 * specific to a deployment comes at run time from `/config.json`, so one build serves any.
 */
export default defineConfig({
  root: at('client'),
  plugins: [react()],
  build: {
    outDir: at('build/client'),
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 3_000, // Monaco, in the explorer alone; test/browser/size.test.ts holds the client
    rolldownOptions: {
      // Directives of the React compiler's, which mean nothing once it has run.
      onwarn: (warning, warn) => {
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
      input: { client: at('client/index.html'), explorer: at('client/graphiql/index.html') },
    },
  },
  worker: { format: 'es' },
  server: {
    // `npm run dev:client` beside a running host.
    proxy: Object.fromEntries(
      ['/config.json', '/graphql', '/cognito', '/health'].map((path) => [
        path,
        { target: `http://localhost:${process.env.PORT ?? 4000}`, ws: true },
      ]),
    ),
  },
});
