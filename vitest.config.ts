import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // By default one core is left to others; on a machine of two that is half of the speed.
    maxWorkers: '100%',
    exclude: ['test/bench/**'],
    testTimeout: 15_000,
    hookTimeout: 15_000,
  },
});
