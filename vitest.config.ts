import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const isolated = ['test/intake/rebinding.test.ts'];

export default defineConfig({
  test: {
    // Many tests wait for programs, browsers and clocks: meanwhile others run.
    maxWorkers: availableParallelism() + 2,
    // For what hangs alone: a busy machine takes its time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'shared',
          include: ['test/**/*.test.ts'],
          exclude: isolated,
          // A process for each worker, not for each file: a test leaves nothing behind.
          isolate: false,
        },
      },
      // Those that put other modules in the place of ours or of Node's.
      { extends: true, test: { name: 'isolated', include: isolated } },
    ],
  },
});
