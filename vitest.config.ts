import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const node = { environment: 'node' as const, testTimeout: 20_000 }

export default defineConfig({
  test: {
    reporters: ['default', ['json', { outputFile: 'out/unit-report.json' }]],
    projects: [
      {
        test: {
          ...node,
          name: 'node',
          include: [
            'src-shared/**/*.test.ts',
            'src-main/**/*.test.ts',
            'src-preload/**/*.test.ts',
            'locales/**/*.test.ts',
            'scripts/**/*.test.mjs',
          ],
        },
      },
      {
        plugins: [react()],
        test: { name: 'renderer', environment: 'happy-dom', include: ['src-renderer/**/*.test.{ts,tsx}'] },
      },
    ],
  },
})
