import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const at = (path: string): string => new URL(path, import.meta.url).pathname;

/** Of the bundler's. */
interface Graph {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

/** A module and all that it imports, without what it imports later. */
function imported(graph: Graph, id: string, found = new Set<string>()): Set<string> {
  if (found.has(id)) return found;
  found.add(id);
  graph.getModuleInfo(id)?.importedIds.forEach((next) => imported(graph, next, found));
  return found;
}

/**
 * The client's first load in two chunks: what the explorer imports too, and the rest. By itself the
 * bundler makes a chunk for each set of pages that share something, and many small files compress badly.
 * An index imports more than a page uses (`aws-amplify/auth` does): the tag `$initial` leaves that out.
 */
function firstLoad(): (id: string, graph: Graph) => string | null {
  let ofClient: Set<string> | undefined;
  let ofExplorer: Set<string> | undefined;
  return (id, graph) => {
    ofClient ??= imported(graph, at('client/src/main.tsx'));
    ofExplorer ??= imported(graph, at('client/src/explorer/main.tsx'));
    if (!ofClient.has(id)) return null;
    return ofExplorer.has(id) ? 'shared' : 'app';
  };
}

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
      // Importing the hooks does nothing by itself: what a page does not use is not fetched for it.
      treeshake: {
        moduleSideEffects: [{ test: /\/client\/src\/messaging\//, sideEffects: false }],
      },
      output: {
        codeSplitting: {
          groups: [
            {
              name: firstLoad(),
              tags: ['$initial'],
              debugName: 'firstLoad',
              includeDependenciesRecursively: false,
            },
          ],
        },
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
